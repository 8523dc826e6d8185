import LuaHost

/// Runs a source in a fresh state, which tests of one behaviour share.
@discardableResult
func run(
  _ source: String,
  limits: LuaLimits = LuaLimits(),
  environment: LuaEnvironment = LuaEnvironment(),
  prepare: (LuaState) throws -> Void = { _ in }
) throws -> [LuaValue] {
  let state = try LuaState(limits: limits, environment: environment)
  try prepare(state)
  return try state.run(Array(source.utf8), name: "test.lua")
}

/// The results of a source as text, in the notation of ``show(_:)``.
func shown(
  _ source: String,
  environment: LuaEnvironment = LuaEnvironment(),
  prepare: (LuaState) throws -> Void = { _ in }
) throws -> String {
  try run(source, environment: environment, prepare: prepare).map(show).joined(separator: " ")
}

/// The error that ends a source, or nil.
func failure(
  of source: String,
  limits: LuaLimits = LuaLimits(),
  environment: LuaEnvironment = LuaEnvironment(),
  prepare: (LuaState) throws -> Void = { _ in }
) -> LuaError? {
  do {
    try run(source, limits: limits, environment: environment, prepare: prepare)
    return nil
  } catch {
    return error as? LuaError
  }
}

/// A value in a notation for tests: fields sorted, strings quoted, floats told from integers.
func show(_ value: LuaValue) -> String {
  switch value {
  case .nil: return "nil"
  case .boolean(let value): return String(value)
  case .integer(let value): return String(value)
  case .number(let value): return value.isNaN ? "nan" : String(value)
  case .string(let value): return "\"\(value.text)\""
  case .table(let table):
    let fields = table.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\(show($0.value))" }
    let others = table.others.map { "[\(show($0.key))]=\(show($0.value))" }
    return "{" + (table.array.map(show) + fields + others).joined(separator: ",") + "}"
  case .function, .hostFunction: return "function"
  case .object(let object): return object.luaType.name
  }
}
