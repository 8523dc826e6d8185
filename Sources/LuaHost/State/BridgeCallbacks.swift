import CLuaBridge

/// What the bridge keeps of a host function.
final class FunctionBox {
  let function: HostFunction

  init(_ function: HostFunction) {
    self.function = function
  }
}

/// What the bridge keeps of a host object.
final class ObjectBox {
  let object: any LuaObject

  init(_ object: any LuaObject) {
    self.object = object
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
    call: { unsafe callHostFunction($0, $1, $2) },
    release: { unsafe releaseBox($0) },
    print: { unsafe printLine($0, $1, $2) },
    unknown: { unsafe describeUnknownName($0, $1) }
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
  _ count: Int64
) -> Int64 {
  let state = unsafe state(context)
  guard let box = unsafe box else { return -1 }
  let function = unsafe Unmanaged<FunctionBox>.fromOpaque(box).takeUnretainedValue().function
  return state.answer(function, count: count)
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

extension LuaState {
  /// Runs a host function for the bridge and leaves its results or its error there.
  fileprivate func answer(_ function: HostFunction, count: Int64) -> Int64 {
    let call = HostCall(
      arguments: decode(count),
      state: self,
      depth: unsafe tsk_call_depth(pointer)
    )
    do {
      try encode(try function.body(call))
      return 0
    } catch let error as LuaError {
      fail(error.place.map { "\($0): \(error.message)" } ?? error.message)
      return error.isRaised(in: self) ? error.token : -1
    } catch {
      fail(String(describing: error))
      return -1
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
private func unknownNameMessage(
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
