/// A Lua string: bytes, which are text only by agreement.
public struct LuaString: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The bytes, NUL included.
  public var bytes: [UInt8]

  /// Makes a string of these bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Makes a string of the text's UTF-8.
  public init(_ text: String) {
    self.bytes = Array(text.utf8)
  }

  /// Makes a string of the literal's UTF-8.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  public var text: String {
    String(decoding: bytes, as: UTF8.self)
  }
}

extension LuaString: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}
