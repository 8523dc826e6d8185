import CLuaBridge

extension LuaState {
  /// Compiles a source without running it, and reads what the compiler made of it.
  ///
  /// - Parameters:
  ///   - source: The bytes of the script.
  ///   - name: What errors call the file.
  /// - Returns: The compiled source.
  /// - Throws: A syntax error, or the limit that the source exceeds.
  func chunk(of source: [UInt8], name: String) throws(LuaError) -> LuaChunk {
    guard let chunk = LuaChunk(dumped: try dumped(source, name: name)) else {
      throw LuaError(
        code: .runtime,
        message: "this version of Lua compiles into a form that tally cannot read"
      )
    }
    return chunk
  }

  /// The binary form of a source, with the names and lines for debugging.
  func dumped(_ source: [UInt8], name: String) throws(LuaError) -> [UInt8] {
    var count: Int64 = 0
    let code = unsafe source.withUnsafeBufferPointer { bytes in
      unsafe tsk_chunk_dump(pointer, bytes.baseAddress, bytes.count, name, &count)
    }
    try check(code)
    guard case .string(let dumped)? = decode(count).first else {
      preconditionFailure("the bridge gives the binary form as a text")
    }
    return dumped.bytes
  }

  /// Compiles a source into the function that runs it.
  ///
  /// - Parameters:
  ///   - source: The bytes of the script.
  ///   - name: What errors call the file.
  /// - Returns: The function.
  /// - Throws: A syntax error, or the limit that the source exceeds.
  public func function(of source: [UInt8], name: String) throws(LuaError) -> LuaFunction {
    var count: Int64 = 0
    let code = unsafe source.withUnsafeBufferPointer { bytes in
      unsafe tsk_chunk_function(pointer, bytes.baseAddress, bytes.count, name, &count)
    }
    try check(code)
    guard case .function(let function)? = decode(count).first else {
      preconditionFailure("a source compiles into a function")
    }
    return function
  }

  /// Compiles a source into a function whose globals are a table of its own.
  ///
  /// What the source assigns is seen by nobody else, and it sees only what the table has.
  ///
  /// - Parameters:
  ///   - source: The bytes of the script.
  ///   - name: What errors call the file.
  ///   - globals: What the source finds.
  /// - Returns: The function.
  /// - Throws: A syntax error, or the limit that the source exceeds.
  public func function(
    of source: [UInt8],
    name: String,
    globals: LuaTable
  ) throws(LuaError) -> LuaFunction {
    try encode(.table(globals))
    var count: Int64 = 0
    let code = unsafe source.withUnsafeBufferPointer { bytes in
      unsafe tsk_chunk_apart(pointer, bytes.baseAddress, bytes.count, name, &count)
    }
    try check(code)
    guard case .function(let function)? = decode(count).first else {
      preconditionFailure("a source compiles into a function")
    }
    return function
  }

  /// Lua's own functions and libraries, without what reaches other files: globals for a source that
  /// has no part in what the host and the script add.
  public func standardGlobals() throws(LuaError) -> LuaTable {
    let names = StandardNames.globals.subtracting(["require"]).sorted()
    let fields = names.map { "\($0) = \($0)" }.joined(separator: ", ")
    // Tables are copied on their way, so the libraries are copies too.
    let values = try run(Array("return { \(fields) }".utf8), name: "standard globals")
    guard case .table(let table)? = values.first else {
      preconditionFailure("a table constructor makes a table")
    }
    return table
  }

  /// Counts time and output anew from here on, for one entry after the other in the same state.
  ///
  /// Nothing changes while a script runs, and a limit that was reached stays reached.
  public func renewLimits() {
    unsafe tsk_chunk_renew(pointer)
  }
}
