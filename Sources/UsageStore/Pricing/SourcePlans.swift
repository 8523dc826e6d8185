import UsageModel

/// A plan on the days of a billing cycle on which it is in force.
struct PlanCycle: Hashable {
  /// The plan.
  let plan: Plan
  /// The days on which it is in force.
  let days: Range<Day>
  /// All days of the cycle.
  let cycle: Range<Day>
}

/// A source's plans, day by day.
///
/// In force on a day is, of the plans that have begun and not ended, the one that began last. A plan that begins,
/// ends or takes another's place inside a billing cycle costs as much of its fee as its days are of the cycle's; so a
/// plan that only changes its price of overage costs its fee once. What it includes is of the whole cycle, as a
/// platform's counter goes on when a plan changes.
struct SourcePlans {
  /// Days with one plan.
  private struct Stretch {
    let plan: Plan
    let days: Range<Day>
  }

  /// In order.
  private let stretches: [Stretch]
  private let cycles: BillingCycles

  /// Creates the plans of one source.
  init(_ plans: [Plan], cycles: BillingCycles) {
    self.cycles = cycles
    stretches = Self.stretches(of: plans)
  }

  /// Whether there is no plan at all.
  var isEmpty: Bool { stretches.isEmpty }

  /// The plan in force on a day, on the cycle that contains it.
  func cycle(on day: Day) -> PlanCycle? {
    guard let stretch = stretches.first(where: { $0.days.contains(day) }) else { return nil }
    let cycle = cycles.cycle(containing: day)
    return PlanCycle(plan: stretch.plan, days: cycle.clamped(to: stretch.days), cycle: cycle)
  }

  private static func stretches(of plans: [Plan]) -> [Stretch] {
    let plans = plans.filter { $0.days.lowerBound < $0.days.upperBound }
      .sorted { left, right in
        left.since == right.since
          ? left.texts.lexicographicallyPrecedes(right.texts) : left.since < right.since
      }
    let bounds = Set(plans.flatMap { [$0.days.lowerBound, $0.days.upperBound] }).sorted()
    var stretches: [Stretch] = []
    for (start, stop) in zip(bounds, bounds.dropFirst()) {
      guard let plan = plans.last(where: { $0.days.contains(start) }) else { continue }
      if let last = stretches.last, last.plan == plan, last.days.upperBound == start {
        stretches.removeLast()
        stretches.append(Stretch(plan: plan, days: last.days.lowerBound..<stop))
      } else {
        stretches.append(Stretch(plan: plan, days: start..<stop))
      }
    }
    return stretches
  }
}

extension Plan {
  /// The days of the plan, as it states them.
  fileprivate var days: Range<Day> {
    since..<max(since, before ?? .never)
  }

  /// What the plan's usage costs nothing up to; nil for all of it.
  var includedAmount: FixedDecimal? {
    switch includes {
    case .amount(let amount): max(0, amount)
    case .everything: nil
    }
  }

  /// What decides between plans that begin on one day, so that their order in a list does not matter.
  fileprivate var texts: [String] {
    [
      name ?? "", "\(fee)", unit, includedAmount?.description ?? "", overage?.description ?? "",
      before?.description ?? "",
    ]
  }
}

extension Day {
  /// After all days that anything happens on, and still far from where counting days overflows.
  fileprivate static let never = Day(daysSince1970: .max / 2)
}
