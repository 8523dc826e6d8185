/// Why a function or a value cannot be exposed under a name.
public struct LuaNameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name as it was given.
  public let name: String
  /// What is wrong with it, and what to do.
  public let message: String

  /// Makes an error.
  public init(name: String, _ message: String) {
    self.name = name
    self.message = message
  }

  /// The sentence, which begins with the name.
  public var description: String { "\"\(name)\" \(message)" }
}

/// The name of what a program exposes: `lookup_owner`, or `crm.owner` in a module.
struct LuaName: Hashable, Sendable {
  /// The module; nil for a global.
  let module: String?
  /// The name in the module, or of the global.
  let last: String

  /// The whole name.
  var full: String { module.map { "\($0).\(last)" } ?? last }

  init(_ name: String) throws(LuaNameError) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else {
      throw LuaNameError(name: name, "has more than one dot; a module has no modules in it")
    }
    for part in parts {
      guard Self.isIdentifier(part) else {
        throw LuaNameError(
          name: name,
          "is no name in Lua; use letters, digits and _, and no digit at the beginning"
        )
      }
      guard !StandardNames.keywords.contains(part) else {
        throw LuaNameError(name: name, "cannot be used, since `\(part)` is a word of Lua")
      }
    }
    module = parts.count == 2 ? parts[0] : nil
    last = parts[parts.count - 1]
    let root = parts[0]
    guard !StandardNames.globals.contains(root), !["_G", "_ENV", "_VERSION"].contains(root) else {
      throw LuaNameError(name: name, "is taken, since `\(root)` is a part of Lua")
    }
  }

  /// Whether a text is a name as Lua's grammar has it, whatever the locale.
  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == UInt8(ascii: "_")
    }
  }
}
