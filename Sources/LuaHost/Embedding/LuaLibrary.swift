/// Functions and values that a program gives to its users' scripts.
///
/// A library is a value: copies can be changed apart, and any number of scripts can use one at once.
///
/// ```swift
/// var library = LuaLibrary()
/// try library.expose("crm.owner", parameters: ["app"]) { (app: String) -> String? in
///   owners[app]
/// }
/// ```
public struct LuaLibrary: Sendable {
  /// What is exposed under one name.
  struct Entry: Sendable {
    var name: LuaName
    var summary: String
    var content: Content
  }

  /// A function or a value, made anew for each state.
  enum Content: Sendable {
    case function(LuaSignature, @Sendable (HostCall) throws -> LuaValue)
    case value(LuaType, @Sendable () throws(LuaConversionError) -> LuaValue)
  }

  /// What is exposed, in the order in which it first was.
  private(set) var entries: [Entry] = []
  private let reserved: Set<String>

  /// Makes an empty library.
  ///
  /// - Parameter names: Names of globals that scripts find already, which are refused besides Lua's own.
  public init(reserving names: Set<String> = []) {
    reserved = names
  }

  /// Whether nothing is exposed.
  public var isEmpty: Bool { entries.isEmpty }

  /// The names of the globals that the library sets: functions, values and modules.
  public var globals: [String] {
    var seen: Set<String> = []
    return entries.map { $0.name.module ?? $0.name.last }.filter { seen.insert($0).inserted }
  }

  /// Adds an entry; one of the same name is replaced.
  mutating func add(_ entry: Entry) throws(LuaNameError) {
    let name = entry.name
    guard !reserved.contains(name.module ?? name.last) else {
      throw LuaNameError(
        name: name.full,
        "is taken, since `\(name.module ?? name.last)` is there already"
      )
    }
    if let index = entries.firstIndex(where: { $0.name == name }) {
      entries[index] = entry
      return
    }
    let hasBoth = entries.contains { other in
      name.module == nil ? other.name.module == name.last : other.name.full == name.module
    }
    guard !hasBoth else {
      throw LuaNameError(name: name.full, "would be a module and not a module at the same time")
    }
    entries.append(entry)
  }
}

// MARK: - In a state

extension LuaLibrary {
  /// Gives the functions and values to the scripts of a state.
  ///
  /// - Parameter state: The state, before a script runs in it.
  /// - Throws: An error about a value or a limit.
  public func install(in state: LuaState) throws(LuaError) {
    for global in globals {
      let members = entries.filter { $0.name.module == global }
      if members.isEmpty, let entry = entries.first(where: { $0.name.full == global }) {
        try state.setGlobal(global, to: try entry.value())
      } else {
        var values: [String: LuaValue] = [:]
        for member in members { values[member.name.last] = try member.value() }
        try state.setModule(global, values: values)
      }
    }
  }
}

extension LuaLibrary.Entry {
  /// The function or the value for one state.
  fileprivate func value() throws(LuaError) -> LuaValue {
    switch content {
    case .function(let signature, let body):
      let name = name.full
      return .hostFunction(
        HostFunction(name) { call in
          try signature.check(call, of: name)
          return try body(call)
        }
      )
    case .value(_, let make):
      do {
        return try make()
      } catch {
        throw LuaError(code: .runtime, message: error.at(name.full).description)
      }
    }
  }
}
