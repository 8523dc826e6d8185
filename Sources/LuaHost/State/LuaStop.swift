import Synchronization

/// Ends a script from outside: at a deadline, or when somebody on any thread says so.
///
/// A script that runs looks at it about every thousand instructions and after each call of a host
/// function, and cannot catch the error. A host function is not interrupted; the script ends when it
/// returns.
public final class LuaStop: Sendable {
  /// Why a script is to end.
  enum Reason: Equatable {
    case cancelled
    case deadline
  }

  /// When scripts end at the latest; nil for no such moment.
  public let deadline: ContinuousClock.Instant?
  private let isCancelled = Atomic<Bool>(false)
  /// What a host function waits for now.
  private let awaited = Mutex<Task<Void, Never>?>(nil)

  /// Makes a stop.
  ///
  /// - Parameter deadline: When scripts end at the latest; nil for no such moment.
  public init(deadline: ContinuousClock.Instant? = nil) {
    self.deadline = deadline
  }

  /// Ends the script, and cancels what its host function waits for.
  public func cancel() {
    isCancelled.store(true, ordering: .sequentiallyConsistent)
    awaited.withLock { $0?.cancel() }
  }

  /// Why scripts are to end now; nil while they may go on.
  var reason: Reason? {
    if isCancelled.load(ordering: .sequentiallyConsistent) { return .cancelled }
    guard let deadline, deadline <= .now else { return nil }
    return .deadline
  }

  /// Names what a host function waits for from now on; nil for nothing.
  func hold(_ task: Task<Void, Never>?) {
    awaited.withLock { $0 = task }
    // Cancelling either came before this, or finds the task.
    if isCancelled.load(ordering: .sequentiallyConsistent) { task?.cancel() }
  }
}

extension LuaStop.Reason {
  /// What is said of a script that was ended.
  var message: String {
    switch self {
    case .cancelled: "the run was cancelled"
    case .deadline: "the script did not end before its deadline"
    }
  }
}

extension LuaError {
  /// The error of a script that was ended before it began.
  init(_ reason: LuaStop.Reason) {
    self.init(code: reason == .cancelled ? .cancelled : .time, message: reason.message)
  }
}
