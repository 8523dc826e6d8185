/// Decides whether a failed try is repeated and after how long; it neither waits nor sends.
struct RetrySchedule: Sendable {
  /// What to do after a failed try.
  enum Decision: Hashable, Sendable {
    /// Try again after that time.
    case wait(Duration)
    /// Trying again would not help.
    case notTemporary
    /// All tries are used up.
    case usedUp
    /// The platform asks for a longer wait than is allowed.
    case asksTooLong(Duration)
    /// The wait would end after the time for the whole source.
    case noTimeLeft
  }

  private let limits: FetchLimits
  /// How many tries have failed.
  private(set) var failures = 0

  /// The first wait; each one after it is twice as long.
  private static let firstWait = Duration.milliseconds(500)

  init(_ limits: FetchLimits) {
    self.limits = limits
  }

  /// Takes note of a failed try; `chance` is a random number from 0 up to 1.
  mutating func decision(
    after failure: FetchFailure,
    timeLeft: Duration,
    chance: Double
  ) -> Decision {
    failures += 1
    guard failure.isTemporary else { return .notTemporary }
    if let asked = failure.askedWait, asked > limits.retryAfter { return .asksTooLong(asked) }
    guard failures < limits.tries else { return .usedUp }
    // A quarter more or less, so that many clients do not come back at the same moment.
    let factor = Double(1 << min(failures - 1, 16)) * (0.75 + chance / 2)
    let wait = max(Self.firstWait * factor, failure.askedWait ?? .zero)
    return wait < timeLeft ? .wait(wait) : .noTimeLeft
  }
}
