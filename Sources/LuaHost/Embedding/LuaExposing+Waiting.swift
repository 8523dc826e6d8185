// Functions that wait. The script's own thread stands still meanwhile, never one of Swift's
// concurrency, so any number of scripts may wait at once.
//
// The bodies are `@concurrent`, since they run in a task of their own. Swift 6.3.1 also crashes on a
// closure of a parameter pack that takes its caller's isolation instead.

extension LuaExposing {
  /// Exposes a function that waits for something.
  ///
  /// Waiting counts against the limit of wall time, not of CPU time. When the run is cancelled, or its
  /// time is over, the task of the body is cancelled; the script ends once the body has returned, so
  /// that nothing of a run goes on after it.
  ///
  /// - Parameters:
  ///   - name: The function's name, with a module's name and a dot before it where it is in one.
  ///   - summary: A sentence for editors.
  ///   - parameters: The names of the parameters in errors and editors; all of them, or none.
  ///   - body: What the function does, in a task of its own.
  /// - Throws: An error about a name that cannot be used.
  @_disfavoredOverload
  public mutating func expose<
    each Argument: LuaConvertible & Sendable,
    Result: LuaConvertible & Sendable
  >(
    _ name: String,
    summary: String = "",
    parameters: [String] = [],
    _ body: @escaping @Sendable @concurrent (repeat each Argument) async throws -> Result
  ) throws(LuaNameError) {
    let result = Result.luaType
    try add(name, summary, parameters, repeat (each Argument).self, returning: result) { call in
      var reader = ArgumentReader(call, names: parameters)
      let arguments = (repeat try reader.next((each Argument).self))
      return try call.wait { try await body(repeat each arguments) }.luaValue
    }
  }

  /// Exposes a function that waits for something and returns nothing.
  ///
  /// - Parameters:
  ///   - name: The function's name, with a module's name and a dot before it where it is in one.
  ///   - summary: A sentence for editors.
  ///   - parameters: The names of the parameters in errors and editors; all of them, or none.
  ///   - body: What the function does, in a task of its own.
  /// - Throws: An error about a name that cannot be used.
  @_disfavoredOverload
  public mutating func expose<each Argument: LuaConvertible & Sendable>(
    _ name: String,
    summary: String = "",
    parameters: [String] = [],
    _ body: @escaping @Sendable @concurrent (repeat each Argument) async throws -> Void
  ) throws(LuaNameError) {
    try add(name, summary, parameters, repeat (each Argument).self, returning: nil) { call in
      var reader = ArgumentReader(call, names: parameters)
      let arguments = (repeat try reader.next((each Argument).self))
      try call.wait { try await body(repeat each arguments) }
      return .nil
    }
  }
}
