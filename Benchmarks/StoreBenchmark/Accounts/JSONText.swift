import UsageModel

/// A JSON text while it is written; names and texts of the accounts need no escapes.
struct JSONText {
  private(set) var bytes: [UInt8] = []

  /// Writes an object from its members.
  init(_ members: (inout JSONText) -> Void) {
    write(members)
  }

  /// Writes a member that is an object.
  mutating func object(_ name: String, _ members: (inout JSONText) -> Void) {
    begin(name)
    write(members)
  }

  /// Writes a member that is a number.
  mutating func member(_ name: String, _ number: Int) {
    begin(name)
    bytes += String(number).utf8
  }

  /// Writes a member that is an exact decimal.
  mutating func member(_ name: String, _ number: FixedDecimal) {
    begin(name)
    bytes += number.description.utf8
  }

  /// Writes a member as a language with binary fractions does: whole numbers end in `.0`.
  mutating func member(_ name: String, float number: FixedDecimal) {
    begin(name)
    bytes += number.description.utf8
    if number.isWhole { bytes += ".0".utf8 }
  }

  /// Writes a member that is true or false.
  mutating func member(_ name: String, flag: Bool) {
    begin(name)
    bytes += (flag ? "true" : "false").utf8
  }

  /// Writes a member that is a text.
  mutating func member(_ name: String, text: String) {
    begin(name)
    bytes += "\"\(text)\"".utf8
  }

  private mutating func begin(_ name: String) {
    if let last = bytes.last, last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes += "\"\(name)\":".utf8
  }

  private mutating func write(_ members: (inout JSONText) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    members(&self)
    bytes.append(UInt8(ascii: "}"))
  }
}
