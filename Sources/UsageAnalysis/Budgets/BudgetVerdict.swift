import UsageModel

/// What to think of a budget, and why.
///
/// It is over where more was spent than is allowed. It is at risk where a real forecast says that the limit will
/// probably be exceeded, or that a threshold about what is to come is reached; without one it never is.
struct BudgetVerdict {
  /// What to think of it; nil where that cannot be said.
  let status: BudgetOutlook.Status?
  /// Why.
  let reason: BudgetReason

  init(
    on standing: BudgetStanding,
    expected: FixedDecimal?,
    levels: BudgetLevels,
    shortage: String?,
    reached: [BudgetOutlook.Reached]
  ) {
    guard let limit = standing.limit else {
      (status, reason) = (nil, "no limit in \(standing.period.label)")
      return
    }
    guard let spent = levels.spent else {
      (status, reason) = (nil, "nothing is known of what was spent")
      return
    }
    let part: BudgetReason = limit.isZero ? "something" : "\(share: spent) of the limit"
    let verb = standing.isOver ? "was spent by the end" : limit.isZero ? "was spent" : "is spent"
    if standing.isPassed {
      (status, reason) = (.over, "\(part) \(verb)\(limit.isZero ? ", and nothing may be" : "")")
    } else if standing.isOver {
      (status, reason) = (.ok, "\(limit.isZero ? "nothing" : part) \(verb)")
    } else if let shortage {
      (status, reason) = (.ok, "no forecast: \(shortage)")
    } else {
      let isExceeded = expected.map { $0 > limit } ?? false
      let isLikely = levels.chance.map { $0 >= Self.even } ?? false
      let ahead = reached.filter { $0.warning.kind != .spent }
      let isAtRisk = isExceeded || isLikely || !ahead.isEmpty
      var reasons: [BudgetReason] = []
      if let expected = levels.expected {
        let part: BudgetReason =
          limit.isZero ? "something" : "\(share: expected) of the limit"
        reasons.append("\(limit.isZero && !isExceeded ? "nothing" : part) is expected")
      }
      if let chance = levels.chance {
        reasons.append("the chance to exceed it is \(share: chance)")
      }
      // What is above the limit, or more likely than not, needs no threshold to be a risk.
      if isAtRisk, !isExceeded, !isLikely {
        let names = ahead.map(\.warning.description).joined(separator: ", ")
        reasons.append("\(names) is reached")
      }
      (status, reason) = (isAtRisk ? .atRisk : .ok, .joined(reasons))
    }
  }

  /// From which chance on exceeding the limit is the likelier outcome.
  private static let even = FixedDecimal(units: FixedDecimal.unitsPerOne / 2)
}
