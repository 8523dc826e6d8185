import Foundation
import UsageModel

extension String? {
  /// The text as the store holds it: an absent one is empty.
  var stored: String { self?.stored ?? "" }
}

extension String {
  /// The text as the store holds it: in the one spelling that equal texts have in common.
  ///
  /// Swift takes an accent and a letter with it for the same; SQLite goes by bytes.
  var stored: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }

  /// The text that was stored: an empty one is absent.
  var restored: String? { isEmpty ? nil : self }
}

extension Timestamp {
  /// Reads a stored moment; nil outside of the years 1 to 9999, in which all counting of days is safe.
  init?(stored milliseconds: Int64) {
    guard (-62_135_596_800_000..<253_402_300_800_000).contains(milliseconds) else { return nil }
    self.init(milliseconds: milliseconds)
  }
}
