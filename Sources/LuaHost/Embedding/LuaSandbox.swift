/// Runs users' scripts: a sandbox with limits, and what a program exposes to them.
///
/// A sandbox is a value that describes; each run makes a Lua state of its own, on a thread of its own,
/// and leaves nothing behind. So one sandbox may run any number of scripts at once, none of them sees
/// another, and a slow one holds up nobody.
///
/// ```swift
/// var host = LuaSandbox(limits: LuaLimits(cpuTime: .seconds(1)))
/// try host.expose("lookup_owner", parameters: ["app"]) { (app: String) -> String? in owners[app] }
/// let owner = try await host.run("return lookup_owner('mail')", returning: String?.self)
/// ```
public struct LuaSandbox: LuaExposing, Sendable {
  /// What a script may use up.
  public var limits: LuaLimits
  /// What a script knows of the world: a moment, a seed and its library folder.
  public var environment: LuaEnvironment
  /// What scripts find besides Lua's own functions.
  public var library: LuaLibrary
  /// Takes every line that a script prints, on the script's thread; without it, they are dropped.
  public var onPrint: (@Sendable (String) -> Void)?

  /// Makes a sandbox.
  ///
  /// - Parameters:
  ///   - limits: What a script may use up.
  ///   - environment: What a script knows of the world.
  ///   - library: What scripts find besides Lua's own functions.
  ///   - onPrint: Takes every line that a script prints, on the script's thread.
  public init(
    limits: LuaLimits = LuaLimits(),
    environment: LuaEnvironment = LuaEnvironment(),
    library: LuaLibrary = LuaLibrary(),
    onPrint: (@Sendable (String) -> Void)? = nil
  ) {
    self.limits = limits
    self.environment = environment
    self.library = library
    self.onPrint = onPrint
  }
}

// MARK: - Running

extension LuaSandbox {
  /// Runs a script and returns what its main chunk returns, as plain data.
  ///
  /// When the task is cancelled, the script ends soon, with an error of the code `cancelled`.
  ///
  /// - Parameters:
  ///   - source: The script.
  ///   - name: What errors call the file.
  ///   - deadline: When the script ends at the latest, beside the limits; nil for no such moment.
  /// - Returns: The values in their order.
  /// - Throws: A syntax error, what the script raised, or why it had to end.
  @discardableResult
  public func run(
    _ source: String,
    name: String = "script.lua",
    deadline: ContinuousClock.Instant? = nil
  ) async throws(LuaError) -> [LuaData] {
    try await perform(source, name, deadline) { values throws(LuaConversionError) in
      try values.enumerated().map { index, value throws(LuaConversionError) in
        try Self.result(index, value, as: LuaData.self)
      }
    }
  }

  /// Runs a script and returns the first value that its main chunk returns.
  ///
  /// When the task is cancelled, the script ends soon, with an error of the code `cancelled`.
  ///
  /// - Parameters:
  ///   - source: The script.
  ///   - name: What errors call the file.
  ///   - type: What the value has to be.
  ///   - deadline: When the script ends at the latest, beside the limits; nil for no such moment.
  /// - Returns: The value.
  /// - Throws: A syntax error, what the script raised, why it had to end, or that the value is of another
  ///   type.
  public func run<Result: LuaConvertible & Sendable>(
    _ source: String,
    name: String = "script.lua",
    returning type: Result.Type,
    deadline: ContinuousClock.Instant? = nil
  ) async throws(LuaError) -> Result {
    try await perform(source, name, deadline) { values throws(LuaConversionError) in
      try Self.result(0, values.first ?? .nil, as: type)
    }
  }

  /// Reads one of the values that a script returned.
  private static func result<Result: LuaConvertible>(
    _ index: Int,
    _ value: LuaValue,
    as type: Result.Type
  ) throws(LuaConversionError) -> Result {
    do {
      return try Result(luaValue: value)
    } catch {
      throw error.at("result \(index + 1) of the script")
    }
  }

  private func perform<Value: Sendable>(
    _ source: String,
    _ name: String,
    _ deadline: ContinuousClock.Instant?,
    _ read: @escaping @Sendable ([LuaValue]) throws(LuaConversionError) -> Value
  ) async throws(LuaError) -> Value {
    let outcome: Swift.Result<Value, LuaError>
    do {
      outcome = try await withLuaThread(deadline: deadline) { stop in
        Swift.Result { () throws(LuaError) in try perform(source, name, stop, read) }
      }
    } catch {
      throw LuaError(code: .memory, message: String(describing: error))
    }
    return try outcome.get()
  }

  private func perform<Value>(
    _ source: String,
    _ name: String,
    _ stop: LuaStop,
    _ read: ([LuaValue]) throws(LuaConversionError) -> Value
  ) throws(LuaError) -> Value {
    if let reason = stop.reason { throw LuaError(reason) }
    let state = try LuaState(limits: limits, environment: environment, stop: stop)
    if let onPrint { state.onPrint = { onPrint($0.text) } }
    try library.install(in: state)
    let values = try state.run(Array(source.utf8), name: name)
    do {
      return try read(values)
    } catch {
      throw LuaError(code: .runtime, message: "\(name): \(error)")
    }
  }
}
