import LuaHost
import UsageProviders

/// Tries something until it works, or until trying again would not help.
struct DeliveryAttempts {
  /// The tries, the time for all of them, and the longest wait that may be asked for.
  let limits: FetchLimits
  /// The first wait.
  let firstWait: Duration
  let clock: FetchClock
  /// How many tries there were.
  private(set) var tries = 0
  private let deadline: Duration

  init(_ limits: FetchLimits, firstWait: Duration, clock: FetchClock) {
    self.limits = limits
    self.firstWait = firstWait
    self.clock = clock
    deadline = clock.elapsed() + limits.total
  }

  /// Tries it; each try is told how much time is left.
  ///
  /// - Returns: Why it failed for good; nil where it worked.
  mutating func run(_ attempt: (_ left: Duration) async -> DeliveryFailure?) async -> String? {
    var failures = 0
    while true {
      let left = deadline - clock.elapsed()
      guard left > .zero else { return "there is no time left for it" }
      tries += 1
      guard let failure = await attempt(left) else { return nil }
      failures += 1
      switch wait(after: failure, failures) {
      case .success(let wait):
        do {
          try await clock.sleep(wait)
        } catch {
          return "\(failure.what), and the run was ended"
        }
      case .failure(let end): return failure.what + end.text
      }
    }
  }

  /// Why there is no further try, as the end of a sentence.
  private struct End: Error {
    var text: String
  }

  private func wait(after failure: DeliveryFailure, _ failures: Int) -> Result<Duration, End> {
    let times = failures > 1 ? ", tried \(failures) times" : ""
    guard failure.isTemporary else { return .failure(End(text: times)) }
    if let asked = failure.askedWait, asked > limits.retryAfter {
      let (wish, most) = (LimitText.duration(asked), LimitText.duration(limits.retryAfter))
      return .failure(End(text: ", and asks to wait \(wish), longer than \(most)"))
    }
    guard failures < limits.tries else { return .failure(End(text: times)) }
    // A quarter more or less, so that many clients do not come back at the same moment.
    let factor = Double(1 << min(failures - 1, 16)) * (0.75 + clock.random() / 2)
    let wait = max(firstWait * factor, failure.askedWait ?? .zero)
    guard wait < deadline - clock.elapsed() else {
      return .failure(End(text: "\(times), and there is no time left for another try"))
    }
    return .success(wait)
  }
}
