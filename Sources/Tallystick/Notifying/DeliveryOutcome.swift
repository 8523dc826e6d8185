/// What came of telling one receiver.
public struct DeliveryOutcome: Hashable, Sendable {
  /// The receiver as messages name it: `webhook { env: ALERT_URL }`.
  public var target: String
  /// The ids of the messages that it has taken now.
  public var delivered: [String] = []
  /// The ids of the messages that it has taken in an earlier run.
  public var known: [String] = []
  /// The ids of the messages that it has not taken; the next run tries again.
  public var missed: [String] = []
  /// How many tries there were.
  public var tries: Int = 0
  /// Why something was not delivered, and what to do; nil where all was.
  public var problem: String?
  /// What else should be known, such as that a delivery could not be noted down.
  public var warnings: [String] = []

  /// Creates an outcome.
  public init(target: String) {
    self.target = target
  }
}

extension [DeliveryOutcome] {
  /// Whether nobody is left untold; where not, a run leaves with status 7.
  public var isComplete: Bool { allSatisfy { $0.problem == nil } }

  /// Which messages of a digest every receiver has taken, now or earlier.
  ///
  /// What a message stands for is settled then, and need not be told again. Without any receiver all are settled.
  public func settled(of digest: RunDigest) -> Set<String> {
    let missed = Set(flatMap(\.missed))
    return Set(digest.messages.map(\.id)).subtracting(missed)
  }
}
