import CLuaBridge

/// A place where scripts run: the sandbox, its limits, and what the host added to it.
///
/// A state is created, used and released on one thread; ``withLuaThread(_:)`` gives it one with a
/// stack that is large enough. Once a limit is reached, every call throws the same error.
///
/// `@safe`: the pointer is private to the module, lives as long as the state, and the bridge keeps
/// Lua's errors away from Swift frames.
@safe
public final class LuaState {
  /// What scripts in this state may use up.
  public let limits: LuaLimits
  /// What ends scripts in this state from outside; nil for nothing but the limits.
  public let stop: LuaStop?
  /// Called for every line a script prints.
  public var onPrint: ((LuaString) -> Void)?

  private var bridge: OpaquePointer?
  private var types: [ObjectIdentifier: (type: LuaObjectType, number: Int32)] = [:]
  private var globals: Set<String> = []

  /// Makes a sandbox.
  ///
  /// - Parameters:
  ///   - limits: What scripts may use up.
  ///   - environment: The moment, the seed and the library folder that scripts see.
  ///   - stop: What ends scripts from outside, at a deadline or when somebody says so.
  /// - Throws: A memory error, when the limit leaves no room for the sandbox.
  public init(
    limits: LuaLimits = LuaLimits(),
    environment: LuaEnvironment = LuaEnvironment(),
    stop: LuaStop? = nil
  ) throws(LuaError) {
    self.limits = limits
    self.stop = stop
    unsafe bridge = openBridge(
      limits,
      environment,
      context: Unmanaged.passUnretained(self).toOpaque()
    )
    guard unsafe bridge != nil else {
      if let reason = stop?.reason { throw LuaError(reason) }
      throw LuaError(code: .memory, message: limits.memoryMessage)
    }
  }

  deinit {
    if let bridge = unsafe bridge {
      unsafe tsk_close(bridge)
    }
  }

  /// The bridge, which exists from the initialiser's end to the deinitialiser's start.
  var pointer: OpaquePointer {
    guard let bridge = unsafe bridge else {
      preconditionFailure("a Lua state was used before it was made")
    }
    return unsafe bridge
  }

  /// The names of the globals that the host set.
  var hostGlobals: Set<String> { globals }
}

@available(*, unavailable)
extension LuaState: Sendable {}

// MARK: - Globals

extension LuaState {
  /// Sets a global of the scripts.
  ///
  /// - Parameters:
  ///   - name: The global's name.
  ///   - value: Its value.
  /// - Throws: An error about the value or a limit.
  public func setGlobal(_ name: String, to value: LuaValue) throws(LuaError) {
    try encode([value])
    try check(unsafe tsk_set_global(pointer, name))
    globals.insert(name)
  }

  /// Makes a global table of functions and values; reading an unknown name of it is an error.
  ///
  /// - Parameters:
  ///   - name: The module's name.
  ///   - functions: The functions, found by the last component of their names.
  ///   - values: Further values.
  ///   - call: What calling the module itself does.
  /// - Throws: An error about a value or a limit.
  public func setModule(
    _ name: String,
    functions: [HostFunction] = [],
    values: [String: LuaValue] = [:],
    call: HostFunction? = nil
  ) throws(LuaError) {
    var table = LuaTable(fields: values)
    for function in functions {
      table[function.lastName] = .hostFunction(function)
    }
    var parts = [LuaValue.table(table)]
    if let call {
      parts.append(.hostFunction(call))
    }
    try encode(parts)
    try check(unsafe tsk_set_module(pointer, name))
    globals.insert(name)
  }
}

// MARK: - Running

extension LuaState {
  /// Runs a source and returns what its main chunk returns.
  ///
  /// - Parameters:
  ///   - source: The bytes of the script.
  ///   - name: What errors call the file.
  /// - Returns: The results of the chunk.
  /// - Throws: A syntax error, what the script raised, or the limit it reached.
  public func run(_ source: [UInt8], name: String) throws(LuaError) -> [LuaValue] {
    let count = try load(source, name: name, onlyParse: false)
    return decode(count)
  }

  /// Parses a source without running it.
  ///
  /// - Parameters:
  ///   - source: The bytes of the script.
  ///   - name: What errors call the file.
  /// - Throws: A syntax error, or the limit that the source exceeds.
  public func compile(_ source: [UInt8], name: String) throws(LuaError) {
    _ = try load(source, name: name, onlyParse: true)
  }

  func call(_ function: LuaFunction, _ arguments: [LuaValue]) throws(LuaError) -> [LuaValue] {
    try encode(arguments)
    var count: Int64 = 0
    try check(unsafe tsk_call(pointer, function.reference, &count))
    return decode(count)
  }

  func dropReference(_ reference: Int32) {
    unsafe tsk_drop_reference(pointer, reference)
  }

  private func load(_ source: [UInt8], name: String, onlyParse: Bool) throws(LuaError) -> Int64 {
    var count: Int64 = 0
    let code = unsafe source.withUnsafeBufferPointer { bytes in
      unsafe tsk_run(pointer, bytes.baseAddress, bytes.count, name, onlyParse, &count)
    }
    try check(code)
    return count
  }

  func check(_ code: Int32) throws(LuaError) {
    guard code == Int32(TSK_OK) else { throw lastError() }
  }
}

// MARK: - Charging

extension LuaState {
  /// Bytes that count against the memory limit now: Lua's own, and what the host has charged.
  public var memoryInUse: Int {
    Int(unsafe tsk_memory(pointer))
  }

  /// Counts bytes of output against the limit.
  ///
  /// - Parameter bytes: How many bytes the script's output has grown by.
  /// - Throws: The limit's error; inside a host function the script ends whether or not it is
  ///   caught.
  public func chargeOutput(_ bytes: Int) throws(LuaError) {
    try check(unsafe tsk_charge_output(pointer, Int64(bytes)))
  }

  /// Counts bytes that the host holds for the script against the memory limit.
  ///
  /// - Parameter bytes: How many bytes more; a negative number gives bytes back.
  /// - Throws: The limit's error; inside a host function the script ends whether or not it is
  ///   caught.
  public func chargeMemory(_ bytes: Int) throws(LuaError) {
    try check(unsafe tsk_charge_memory(pointer, Int64(bytes)))
  }
}

extension LuaState {
  /// Counts work that the host does for the script, and ends the script once its time is over.
  ///
  /// The clock is looked at every few thousand steps; a step is what takes some tens of nanoseconds.
  ///
  /// - Parameter steps: How many steps the host is about to take.
  /// - Throws: The limit's error; inside a host function the script ends whether or not it is
  ///   caught.
  public func chargeWork(_ steps: Int) throws(LuaError) {
    try check(unsafe tsk_charge_work(pointer, Int64(steps)))
  }
}

extension LuaState {
  /// Looks at the clock after the host has waited for something.
  func chargeWait() throws(LuaError) {
    try check(unsafe tsk_charge_wait(pointer))
  }

  /// How long the script may still take by the limit of time on the wall.
  var wallTimeLeft: Duration { .nanoseconds(unsafe tsk_wall_left(pointer)) }
}

// MARK: - Types

extension LuaState {
  /// The number that the bridge knows a type by; the type's metatable is made when it is first used.
  func number(of type: LuaObjectType) throws(LuaError) -> Int32 {
    if let known = types[ObjectIdentifier(type)] { return known.number }
    var number: Int32 = 0
    try check(unsafe tsk_type_open(pointer, type.name, &number))
    for (name, read) in type.fields {
      let function = HostFunction("\(type.name).\(name)") { call in
        guard case .object(let object) = call[0] else { return [] }
        return [try read(object)]
      }
      try add(function, as: TSK_MEMBER_FIELD, key: name, to: number)
    }
    for method in type.methods {
      try add(method, as: TSK_MEMBER_METHOD, key: method.lastName, to: number)
    }
    for (symbol, function) in type.operators {
      try add(function, as: TSK_MEMBER_OPERATOR, key: symbol.rawValue, to: number)
    }
    types[ObjectIdentifier(type)] = (type, number)
    return number
  }

  private func add(
    _ function: HostFunction,
    as kind: some BinaryInteger,
    key: String,
    to type: Int32
  ) throws(LuaError) {
    try check(
      unsafe tsk_type_add(
        pointer,
        type,
        Int32(kind),
        key,
        retained(FunctionBox(function)),
        function.name
      )
    )
  }
}
