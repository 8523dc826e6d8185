public import LuaHost

/// What a script asks a method of the user's for.
public enum ScriptMethodUse: String, Hashable, Sendable, CaseIterable, Codable {
  /// What the days to come will amount to.
  case forecast
  /// Who bears how much of a cost.
  case allocation
}

/// The user's forecast and allocation methods, which scripts ask for by name.
public protocol ScriptMethods: Sendable {
  /// The names, in their order.
  var names: [String] { get }

  /// Those of the names that are for a use, as far as their files can be asked.
  func names(for use: ScriptMethodUse) -> [String]

  /// Runs a method's file in a state, apart from the script's own globals.
  ///
  /// - Returns: The method's function; nil where there is no method of the name.
  /// - Throws: What is wrong with the file, in words for the script's author.
  func function(
    named name: String,
    for use: ScriptMethodUse,
    in state: LuaState
  ) throws -> LuaFunction?
}

extension ScriptContext {
  /// A method of the user's, whose file is read when it is first asked for.
  func method(_ name: String, for use: ScriptMethodUse) throws -> LuaFunction {
    let key = "\(use.rawValue) \(name)"
    if let known = methods[key] { return known }
    guard let state, let all = input.methods,
      let function = try all.function(named: name, for: use, in: state)
    else { throw unknownMethod(name, for: use) }
    methods[key] = function
    return function
  }

  /// The error about a method that there is not.
  func unknownMethod(
    _ name: String,
    for use: ScriptMethodUse,
    among others: [String] = []
  ) -> HostError {
    let known = others + (input.methods?.names(for: use) ?? [])
    let near = closestMatch(to: name, in: known).map { "did you mean \"\($0)\"?" }
    let all =
      known.isEmpty
      ? "there is none in Scripts/methods" : "there are \(known.joined(separator: ", "))"
    return HostError(
      "unknown \(use.rawValue) method \(describe(.text(name))); \(near ?? all)"
    )
  }
}
