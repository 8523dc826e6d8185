import Dispatch
import Synchronization

extension HostCall {
  /// Runs a body in a task, while the script's thread stands still.
  ///
  /// - Throws: What the body throws, or the limit that was reached meanwhile.
  func wait<Value: Sendable>(
    for body: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let answer = Answer<Value>()
    let task = Task {
      do {
        answer.give(.success(try await body()))
      } catch {
        answer.give(.failure(error))
      }
    }
    state.stop?.hold(task)
    var patience = state.wallTimeLeft
    if let deadline = state.stop?.deadline {
      patience = min(patience, ContinuousClock.now.duration(to: deadline))
    }
    if !answer.wait(atMost: patience) {
      task.cancel()
      answer.wait()
    }
    state.stop?.hold(nil)
    try state.chargeWait()
    return try answer.take()
  }
}

/// What a task gives to the thread that waits for it.
private final class Answer<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func give(_ answer: Result<Value, any Error>) {
    result.withLock { $0 = answer }
    isThere.signal()
  }

  /// Waits; false when the time was over first.
  func wait(atMost patience: Duration) -> Bool {
    let time = DispatchTime.now() + .nanoseconds(Int(clamping: patience.nanoseconds))
    return isThere.wait(timeout: time) == .success
  }

  func wait() { isThere.wait() }

  func take() throws -> Value {
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("a task was waited for and gave nothing")
    }
    return try result.get()
  }
}
