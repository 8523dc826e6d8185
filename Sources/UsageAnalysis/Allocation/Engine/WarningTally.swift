import UsageModel

/// Counts what rules took and could not divide.
struct WarningTally {
  private struct Cause: Hashable {
    let rule: Int
    let reason: AllocationWarning.Reason
  }

  private struct Sum {
    var cells = 0
    var days: ClosedRange<Day>
    var amounts: [String: FixedDecimal] = [:]
  }

  private var sums: [Cause: Sum] = [:]

  /// Adds a cell.
  mutating func add(
    _ reason: AllocationWarning.Reason,
    rule: Int,
    on day: Day,
    amounts: [Money]
  ) throws(ArithmeticOverflow) {
    let cause = Cause(rule: rule, reason: reason)
    var sum = sums[cause] ?? Sum(days: day...day)
    sum.cells += 1
    sum.days = min(sum.days.lowerBound, day)...max(sum.days.upperBound, day)
    for money in amounts {
      sum.amounts[money.currency] =
        try (sum.amounts[money.currency] ?? .zero) + money.amount
    }
    sums[cause] = sum
  }

  /// The warnings, in the order of the rules.
  func warnings(of rules: [AllocationRule]) -> [AllocationWarning] {
    let ordered = sums.sorted { left, right in
      (left.key.rule, left.key.reason.order) < (right.key.rule, right.key.reason.order)
    }
    return ordered.map { cause, sum in
      AllocationWarning(
        rule: rules[cause.rule].name,
        place: rules[cause.rule].place,
        reason: cause.reason,
        cells: sum.cells,
        days: sum.days,
        amounts: sum.amounts.sorted { $0.key < $1.key }.map { Money($0.value, $0.key) }
      )
    }
  }
}

extension AllocationWarning.Reason {
  /// The place in lists of warnings.
  fileprivate var order: String {
    switch self {
    case .noDriver(let name): "0\(name)"
    case .noSecondMethod: "1"
    case .noWeights: "2"
    case .noApp: "3"
    case .noReceiver: "4"
    }
  }
}
