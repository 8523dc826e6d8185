import Synchronization

/// Tells a transfer on another thread to stop.
final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Whether the transfer has to stop.
  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Asks the transfer to stop.
  func cancel() { flag.store(true, ordering: .relaxed) }
}
