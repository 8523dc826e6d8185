public import UsageModel

/// What is known of one day in a chart.
public enum DayAmount: Hashable, Sendable {
  /// Nothing; it is a gap and never zero.
  case missing
  /// All of it.
  case complete(FixedDecimal)
  /// Some of it; the estimate is what probably lacks, nil where nobody knows.
  case incomplete(FixedDecimal, lacking: FixedDecimal? = nil)

  /// The amount as far as it is known; nil for a missing day.
  public var known: FixedDecimal? {
    switch self {
    case .missing: nil
    case .complete(let amount), .incomplete(let amount, _): amount
    }
  }

  /// Whether there is an amount that will still grow.
  public var isIncomplete: Bool {
    if case .incomplete = self { return true }
    return false
  }
}

extension [DayAmount] {
  /// Known amounts; nil is a missing day.
  public init(_ amounts: [FixedDecimal?]) {
    self = amounts.map { $0.map { .complete($0) } ?? .missing }
  }
}
