import LuaHost

/// A value in a module: `json.null`.
struct ValueDefinition {
  /// The full name.
  let name: String
  /// Its type in stubs.
  let annotation: String
  let summary: String
  let value: LuaValue
  /// A script that shows its use.
  let example: String

  /// The name in the module.
  var lastName: String { String(name.drop { $0 != "." }.dropFirst()) }
}

/// A global table, which may itself be called; or a global function alone.
struct ModuleDefinition {
  let name: String
  let summary: String
  /// What the summary has no room for, as Markdown.
  var details: String?
  var call: Definition?
  var functions: [Definition] = []
  var values: [ValueDefinition] = []
}

extension ModuleDefinition {
  /// Gives the module to the scripts of a state.
  func install(in state: LuaState) throws(LuaError) {
    try state.setModule(
      name,
      functions: functions.map(\.hostFunction),
      values: Dictionary(
        values.map { ($0.lastName, $0.value) },
        uniquingKeysWith: { first, _ in first }
      ),
      call: call?.hostFunction
    )
  }
}
