import CLuaBridge

/// Runs a body on a thread of its own with a stack of 8 MiB.
///
/// Lua's own limits on recursion assume a stack of a main thread's size, which the threads of
/// Swift's concurrency do not have.
///
/// - Parameter body: What makes, uses and releases a state.
/// - Returns: What the body returns.
/// - Throws: What the body throws.
public func withLuaThread<T: Sendable>(
  _ body: @escaping @Sendable () throws -> T
) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    let job = ThreadJob {
      let result = Result(catching: body)
      return { continuation.resume(with: result) }
    }
    let context = unsafe Unmanaged.passRetained(job).toOpaque()
    let failed = unsafe tsk_thread_start(8 << 20, { unsafe runJob($0) }, context)
    if failed != 0 {
      unsafe Unmanaged<ThreadJob>.fromOpaque(context).release()
      continuation.resume(throwing: HostError("no thread can be started (error \(failed))"))
    }
  }
}

/// Runs a body on a thread of its own, and lets it know of a deadline and of cancellation.
///
/// When the task that waits is cancelled, so is the stop; a state that was made with it then ends its
/// script.
///
/// - Parameters:
///   - deadline: When scripts end at the latest; nil for no such moment.
///   - body: What makes, uses and releases a state.
/// - Returns: What the body returns.
/// - Throws: What the body throws.
public func withLuaThread<T: Sendable>(
  deadline: ContinuousClock.Instant?,
  _ body: @escaping @Sendable (LuaStop) throws -> T
) async throws -> T {
  let stop = LuaStop(deadline: deadline)
  return try await withTaskCancellationHandler {
    try await withLuaThread { try body(stop) }
  } onCancel: {
    stop.cancel()
  }
}

/// What a new thread is to do.
private final class ThreadJob: Sendable {
  /// Does it, and returns how to tell who waits.
  let run: @Sendable () -> @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> @Sendable () -> Void) {
    self.run = run
  }
}

private func runJob(_ context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  // What the job holds is gone before who waits goes on.
  let tell = unsafe finish(context)
  tell()
}

private func finish(_ context: UnsafeMutableRawPointer) -> @Sendable () -> Void {
  unsafe Unmanaged<ThreadJob>.fromOpaque(context).takeRetainedValue().run()
}
