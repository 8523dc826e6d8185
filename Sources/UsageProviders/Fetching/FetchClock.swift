import Foundation
public import UsageModel

/// Time and chance as fetching sees them, so that tests need neither wait nor guess.
public struct FetchClock: Sendable {
  /// The machine's clock.
  public var now: @Sendable () -> Timestamp

  /// The time since some fixed moment, on a clock that never goes back.
  public var elapsed: @Sendable () -> Duration

  /// Waits; throws when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void

  /// A number from 0 up to 1, different each time.
  public var random: @Sendable () -> Double

  /// Creates a clock.
  public init(
    now: @escaping @Sendable () -> Timestamp,
    elapsed: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.elapsed = elapsed
    self.sleep = sleep
    self.random = random
  }

  /// The machine's clock and its random numbers.
  public static let system: FetchClock = {
    let start = ContinuousClock.now
    return FetchClock(
      now: { Timestamp(Date()) },
      elapsed: { start.duration(to: .now) },
      sleep: { try await Task.sleep(for: $0) },
      random: { Double.random(in: 0..<1) }
    )
  }()
}
