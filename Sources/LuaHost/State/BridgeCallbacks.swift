import CLuaBridge

/// What the bridge keeps of a host function.
final class FunctionBox {
  let body: HostFunction.Body

  init(_ function: HostFunction) {
    body = function.body
  }
}

/// What the bridge keeps of a host object: the value itself, ready to be handed over again.
final class ObjectBox {
  let value: LuaValue

  init(_ value: LuaValue) {
    self.value = value
  }
}

/// Hands a box to the bridge, which lets go of it by its `release` callback.
func retained(_ box: AnyObject) -> UnsafeRawPointer {
  unsafe UnsafeRawPointer(Unmanaged.passRetained(box).toOpaque())
}

/// Opens a bridge; nil where memory does not allow one.
func openBridge(
  _ limits: LuaLimits,
  _ environment: LuaEnvironment,
  context: UnsafeMutableRawPointer
) -> OpaquePointer? {
  var bounds = tsk_limits(
    cpu_nanoseconds: limits.cpuTime.nanoseconds,
    wall_nanoseconds: limits.wallTime.nanoseconds,
    memory_bytes: Int64(limits.memory),
    output_bytes: Int64(limits.output),
    source_bytes: Int64(limits.sourceBytes)
  )
  var callbacks = unsafe tsk_callbacks(
    call: { unsafe callHostFunction($0, $1, $2, $3, $4, $5) },
    release: { unsafe releaseBox($0) },
    print: { unsafe printLine($0, $1, $2) },
    unknown: { unsafe describeUnknownName($0, $1) },
    rows: { unsafe describeRows($0) },
    text: { unsafe writeText($0, $1, $2, $3) },
    stop: { unsafe reasonToStop($0) }
  )
  return unsafe withOptionalCString(environment.libraryFolder) { folder in
    let name = environment.libraryName ?? environment.libraryFolder
    return unsafe withOptionalCString(name) { name in
      var world = unsafe tsk_environment(
        now: environment.now,
        seed: environment.randomSeed,
        library_folder: folder,
        library_name: name
      )
      return unsafe tsk_open(&bounds, &world, &callbacks, context)
    }
  }
}

private func withOptionalCString<R>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> R) -> R {
  guard let text else { return body(nil) }
  return unsafe text.withCString(body)
}

extension Duration {
  /// Nanoseconds, at most about 73 years of them, so that sums of two do not overflow.
  var nanoseconds: Int64 {
    let parts = components
    let whole = min(max(parts.seconds, 0), Int64.max / 4_000_000_000)
    return whole * 1_000_000_000 + max(parts.attoseconds, 0) / 1_000_000_000
  }
}

// MARK: - Called from C

// None of these may let an error of Lua's pass: they call the bridge only through functions that
// return a code, and hold no pointer of its when they return.

private func state(_ context: UnsafeMutableRawPointer?) -> LuaState {
  guard let context = unsafe context else { preconditionFailure("a callback without its state") }
  return unsafe Unmanaged<LuaState>.fromOpaque(context).takeUnretainedValue()
}

private func callHostFunction(
  _ context: UnsafeMutableRawPointer?,
  _ box: UnsafeRawPointer?,
  _ values: UnsafePointer<tsk_value>?,
  _ count: Int64,
  _ depth: Int32,
  _ result: UnsafeMutablePointer<tsk_value>?
) -> Int64 {
  guard let context = unsafe context, let box = unsafe box, let result = unsafe result else {
    preconditionFailure("a call without its state")
  }
  // Both outlive the call: the state runs the script, and the script's function holds the box.
  return unsafe Unmanaged<LuaState>.fromOpaque(context)._withUnsafeGuaranteedRef { state in
    unsafe Unmanaged<FunctionBox>.fromOpaque(box)._withUnsafeGuaranteedRef { function in
      let call = unsafe state.decodeCall(values, count: Int(count), depth: depth)
      return unsafe state.answer(function, call, &result.pointee)
    }
  }
}

private func reasonToStop(_ context: UnsafeMutableRawPointer?) -> Int32 {
  guard let context = unsafe context else { return Int32(TSK_OK) }
  // The state runs the script that asks.
  return unsafe Unmanaged<LuaState>.fromOpaque(context)._withUnsafeGuaranteedRef { state in
    switch state.stop?.reason {
    case .cancelled: Int32(TSK_CANCELLED)
    case .deadline: Int32(TSK_DEADLINE)
    case nil: Int32(TSK_OK)
    }
  }
}

private func releaseBox(_ box: UnsafeRawPointer?) {
  guard let box = unsafe box else { return }
  unsafe Unmanaged<AnyObject>.fromOpaque(box).release()
}

private func printLine(
  _ context: UnsafeMutableRawPointer?,
  _ bytes: UnsafePointer<UInt8>?,
  _ count: Int
) {
  guard let onPrint = unsafe state(context).onPrint else { return }
  onPrint(unsafe LuaString(bytes: Array(UnsafeBufferPointer(start: bytes, count: count))))
}

private func describeUnknownName(_ context: UnsafeMutableRawPointer?, _ count: Int64) {
  let state = unsafe state(context)
  let names = state.decode(count).map { value in
    if case .string(let name) = value { name.text } else { "" }
  }
  state.fail(
    unknownNameMessage(kind: names[0], owner: names[1], name: names[2], names.dropFirst(3))
  )
}

private func describeRows(_ box: UnsafeRawPointer?) -> UnsafePointer<tsk_rows>? {
  guard let box = unsafe box else { return nil }
  return unsafe Unmanaged<LuaRows>.fromOpaque(box).takeUnretainedValue().description
}

private func writeText(
  _ context: UnsafeMutableRawPointer?,
  _ box: UnsafeRawPointer?,
  _ column: Int32,
  _ text: Int64
) {
  guard let box = unsafe box else { return }
  let rows = unsafe Unmanaged<LuaRows>.fromOpaque(box).takeUnretainedValue()
  guard case .texts(_, _, let values) = rows.columns[Int(column)] else { return }
  unsafe state(context).encodeText(values[Int(text)])
}

extension LuaState {
  /// Runs a host function for the bridge and leaves its results or its error there.
  fileprivate func answer(
    _ function: FunctionBox,
    _ call: HostCall,
    _ result: inout tsk_value
  ) -> Int64 {
    do {
      switch function.body {
      case .one(let body):
        let value = try body(call)
        if unsafe value.writeSimple(to: &result) { return Int64(TSK_RESULT) }
        try encode(value)
      case .many(let body):
        try encode(try body(call))
      }
      return Int64(TSK_RESULTS)
    } catch let error as LuaError {
      fail(error.place.map { "\($0): \(error.message)" } ?? error.message)
      return Int64(TSK_FAILED) + (error.isRaised(in: self) ? error.token : 0)
    } catch {
      fail(String(describing: error))
      return Int64(TSK_FAILED)
    }
  }

  /// Sets the text of the error that a callback reports.
  fileprivate func fail(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      unsafe tsk_fail(pointer, bytes.baseAddress, bytes.count)
    }
  }
}

/// The error about a name that a module, an object or the library folder does not have.
func unknownNameMessage(
  kind: String,
  owner: String,
  name: String,
  _ known: some Sequence<String>
) -> String {
  let hint = closestMatch(to: name, in: known).map { "; did you mean \"\($0)\"?" } ?? ""
  return switch kind {
  case "library": "require: there is no module \"\(name)\" (\(owner))" + hint
  case "object": "\(owner) has no field or method \"\(name)\"" + hint
  default: "\(owner) has no \"\(name)\"" + hint
  }
}
