/// What an exposed function takes and gives, as its Swift closure says.
struct LuaSignature: Sendable {
  /// The names of the parameters, for errors and stubs; fewer than there are types where none were given.
  let names: [String]
  let types: [LuaType]
  /// What it returns; nil for nothing.
  let result: LuaType?

  init(_ name: LuaName, names: [String], types: [LuaType], result: LuaType?) throws(LuaNameError) {
    guard names.isEmpty || names.count == types.count else {
      throw LuaNameError(
        name: name.full,
        "takes \(types.count) argument\(types.count == 1 ? "" : "s") and has names for \(names.count)"
      )
    }
    if let name = names.first(where: { !LuaName.isIdentifier($0) || Self.isKeyword($0) }) {
      throw LuaNameError(name: name, "cannot be the name of a parameter in Lua")
    }
    if let index = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw LuaNameError(name: name.full, "has two parameters called `\(names[index])`")
    }
    self.names = names
    self.types = types
    self.result = result
  }

  private static func isKeyword(_ name: String) -> Bool { StandardNames.keywords.contains(name) }

  /// Checks what a call has too much of, and how it was made.
  func check(_ call: HostCall, of name: String) throws {
    let values = call.arguments
    try call.state.chargeWork(values.reduce(0) { $0 + $1.readingSteps })
    try CallMistakes.checkModule(of: name, first: values.first)
    guard values.count <= types.count else {
      throw CallMistakes.tooMany(values.count, of: types.count)
    }
  }

  /// Whether an argument may be left out, with those after it.
  func isOptional(_ index: Int) -> Bool { types[index...].allSatisfy(\.isOptional) }
}

/// The arguments of a call on their way into a closure, one after the other.
struct ArgumentReader {
  private let call: HostCall
  private let names: [String]
  private var index = 0

  init(_ call: HostCall, names: [String]) {
    self.call = call
    self.names = names
  }

  /// The next argument.
  mutating func next<Argument: LuaConvertible>(
    _ type: Argument.Type
  ) throws(LuaConversionError) -> Argument {
    defer { index += 1 }
    do {
      return try Argument(luaValue: call[index])
    } catch {
      let name = names.indices.contains(index) ? " (\(names[index]))" : ""
      throw error.at("argument \(index + 1)\(name)")
    }
  }
}

/// The errors about calls that every host function shares.
package enum CallMistakes {
  /// More arguments than a function takes.
  package static func tooMany(_ count: Int, of most: Int) -> HostError {
    HostError(
      "takes \(most == 0 ? "no" : "\(most)") argument\(most == 1 ? "" : "s"), got \(count)"
    )
  }

  /// A function of a module that is called with a colon receives the module first.
  package static func checkModule(of name: String, first: LuaValue?) throws(HostError) {
    guard case .table(let table) = first, let dot = name.lastIndex(of: ".") else { return }
    switch table[String(name[name.index(after: dot)...])] {
    case .function, .hostFunction: throw HostError("call it with a dot: `\(name)(…)`")
    default: return
    }
  }
}
