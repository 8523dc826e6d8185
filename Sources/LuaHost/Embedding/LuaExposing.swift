/// What takes functions and values for scripts: a ``LuaLibrary``, or a host that has one.
///
/// The signature of the closure decides what a script may pass. Arguments are checked before the
/// closure runs; what is wrong with them is told at the script's line, in the same words as by
/// built-in functions:
///
/// ```
/// report.lua:3: lookup_owner: argument 1 (app): expected a text, got 5
/// ```
///
/// A name with a dot makes a module, such as `crm.owner`; reading another name of the module is an
/// error that names the nearest one. Exposing a name again replaces what it stood for.
///
/// A parameter is optional where its type is, and may be left out at the end. Whatever a closure throws
/// becomes an error of the script, with the error's description. Closures run on the script's thread,
/// one at a time for each script; scripts that run at once call them at once.
public protocol LuaExposing {
  /// What is exposed.
  var library: LuaLibrary { get set }
}

extension LuaLibrary: LuaExposing {
  /// The library itself.
  public var library: LuaLibrary {
    get { self }
    set { self = newValue }
  }
}

extension LuaExposing {
  /// Exposes a value.
  ///
  /// Each script gets a copy of its own.
  ///
  /// - Parameters:
  ///   - name: The global's name, or that of a module and a name in it.
  ///   - summary: A sentence for editors.
  ///   - value: The value.
  /// - Throws: An error about a name that cannot be used.
  public mutating func expose<Value: LuaConvertible & Sendable>(
    _ name: String,
    summary: String = "",
    value: Value
  ) throws(LuaNameError) {
    let entry = LuaLibrary.Entry(
      name: try LuaName(name),
      summary: summary,
      content: .value(Value.luaType) { () throws(LuaConversionError) in try value.luaValue }
    )
    try library.add(entry)
  }

  /// Exposes a function.
  ///
  /// - Parameters:
  ///   - name: The function's name, with a module's name and a dot before it where it is in one.
  ///   - summary: A sentence for editors.
  ///   - parameters: The names of the parameters in errors and editors; all of them, or none.
  ///   - body: What the function does.
  /// - Throws: An error about a name that cannot be used.
  public mutating func expose<each Argument: LuaConvertible, Result: LuaConvertible>(
    _ name: String,
    summary: String = "",
    parameters: [String] = [],
    _ body: @escaping @Sendable (repeat each Argument) throws -> Result
  ) throws(LuaNameError) {
    let result = Result.luaType
    try add(name, summary, parameters, repeat (each Argument).self, returning: result) { call in
      var reader = ArgumentReader(call, names: parameters)
      return try body(repeat try reader.next((each Argument).self)).luaValue
    }
  }

  /// Exposes a function that returns nothing.
  ///
  /// - Parameters:
  ///   - name: The function's name, with a module's name and a dot before it where it is in one.
  ///   - summary: A sentence for editors.
  ///   - parameters: The names of the parameters in errors and editors; all of them, or none.
  ///   - body: What the function does.
  /// - Throws: An error about a name that cannot be used.
  public mutating func expose<each Argument: LuaConvertible>(
    _ name: String,
    summary: String = "",
    parameters: [String] = [],
    _ body: @escaping @Sendable (repeat each Argument) throws -> Void
  ) throws(LuaNameError) {
    try add(name, summary, parameters, repeat (each Argument).self, returning: nil) { call in
      var reader = ArgumentReader(call, names: parameters)
      try body(repeat try reader.next((each Argument).self))
      return .nil
    }
  }

  /// Adds a function of any shape.
  mutating func add<each Argument: LuaConvertible>(
    _ name: String,
    _ summary: String,
    _ parameters: [String],
    _ types: repeat (each Argument).Type,
    returning result: LuaType?,
    _ body: @escaping @Sendable (HostCall) throws -> LuaValue
  ) throws(LuaNameError) {
    let name = try LuaName(name)
    var known: [LuaType] = []
    repeat known.append((each types).luaType)
    let signature = try LuaSignature(name, names: parameters, types: known, result: result)
    try library.add(
      LuaLibrary.Entry(name: name, summary: summary, content: .function(signature, body))
    )
  }
}
