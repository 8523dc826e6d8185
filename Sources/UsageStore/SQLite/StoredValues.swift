import Foundation
import UsageModel

extension FixedDecimal {
  /// The value as the store holds it: 16 bytes, most significant first.
  var stored: Data {
    withUnsafeBytes(of: units.bigEndian) { Data($0) }
  }

  /// Reads a stored value; nil when it is not 16 bytes.
  init?(stored data: Data) {
    guard data.count == 16 else { return nil }
    var units: UInt128 = 0
    for byte in data { units = units << 8 | UInt128(byte) }
    self.init(units: Int128(truncatingIfNeeded: units))
  }
}

extension String? {
  /// The text as the store holds it: an absent one is empty.
  var stored: String { self ?? "" }
}

extension String {
  /// The text that was stored: an empty one is absent.
  var restored: String? { isEmpty ? nil : self }
}
