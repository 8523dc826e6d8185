import Foundation

/// Reads FOCUS's key and value JSON: one object with plain values.
enum TagText {
  /// The tags; nil for what is none.
  ///
  /// A key without a value has `true`, as FOCUS writes it, or null, which is no tag.
  static func tags(in bytes: [UInt8]) -> [String: String]? {
    var parser = Parser(bytes)
    return parser.object()
  }

  private struct Parser {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func object() -> [String: String]? {
      var tags: [String: String] = [:]
      var keys: Set<String> = []
      guard take("{") else { return nil }
      if !take("}") {
        repeat {
          guard let key = text(), !key.isEmpty, keys.insert(key).inserted, take(":") else {
            return nil
          }
          passBlanks()
          if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
            guard let value = text() else { return nil }
            tags[key] = value
          } else {
            guard let word = word() else { return nil }
            if word != "null" { tags[key] = word }
          }
        } while take(",")
        guard take("}") else { return nil }
      }
      passBlanks()
      return place == bytes.count ? tags : nil
    }

    private mutating func passBlanks() {
      while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      passBlanks()
      guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
      place += 1
      return true
    }

    /// A number, `true`, `false` or `null`.
    private mutating func word() -> String? {
      let start = place
      while place < bytes.count, bytes[place] > 0x20, !Self.ends.contains(bytes[place]) {
        place += 1
      }
      let word = String(decoding: bytes[start..<place], as: UTF8.self)
      if ["true", "false", "null"].contains(word) { return word }
      // What JSON takes for a number, and nothing else that Swift does.
      let isNumber = word.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/#) != nil
      return isNumber ? word : nil
    }

    private static let ends = Set("{}[]:,\"".utf8)

    private mutating func text() -> String? {
      guard take("\"") else { return nil }
      let start = place
      var hasEscapes = false
      while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
        if bytes[place] == UInt8(ascii: "\\") {
          hasEscapes = true
          place += 1
        }
        place += 1
      }
      guard place < bytes.count else { return nil }
      let content = bytes[start..<place]
      place += 1
      guard hasEscapes else { return String(validating: content, as: UTF8.self) }
      // Escapes are rare, and the library knows all of them.
      return try? JSONDecoder().decode(String.self, from: Data("\"".utf8 + content + "\"".utf8))
    }
  }
}
