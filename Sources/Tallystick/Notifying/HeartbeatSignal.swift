import UsageProviders

/// What a watching service is told of a run.
///
/// The form is that of healthchecks.io, which others have taken over: the address itself for a success, and `/start`
/// and `/fail` behind it.
public enum HeartbeatSignal: Hashable, Sendable {
  /// The run has begun.
  case start
  /// The run did all that it had to do; also where it found a budget to be breached.
  case success
  /// Something did not work.
  case failure

  /// The address of the signal.
  func url(of address: TargetAddress) -> String {
    switch self {
    case .start: address.appending("start")
    case .success: address.url.revealed
    case .failure: address.appending("fail")
    }
  }
}
