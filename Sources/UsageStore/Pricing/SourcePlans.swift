import UsageModel

/// A plan on the days of one of its cycles.
struct PlanCycle: Hashable {
  /// The plan.
  let plan: Plan
  /// The days that its fee and its included amount count for.
  let days: Range<Day>
}

/// A source's plans, day by day.
///
/// In force on a day is, of the plans that have begun and not ended, the one that began last. A plan that begins,
/// ends or takes another's place inside a billing cycle cuts the cycle there: each piece is a cycle of its own, with
/// the whole fee and the whole included amount.
struct SourcePlans {
  /// Stretches of days with one plan, in order.
  private let stretches: [PlanCycle]
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
    let days = cycles.cycle(containing: day).clamped(to: stretch.days)
    return PlanCycle(plan: stretch.plan, days: days)
  }

  private static func stretches(of plans: [Plan]) -> [PlanCycle] {
    let plans = plans.filter { $0.days.lowerBound < $0.days.upperBound }
      .sorted { left, right in
        left.since == right.since
          ? left.texts.lexicographicallyPrecedes(right.texts) : left.since < right.since
      }
    let bounds = Set(plans.flatMap { [$0.days.lowerBound, $0.days.upperBound] }).sorted()
    var stretches: [PlanCycle] = []
    for (start, stop) in zip(bounds, bounds.dropFirst()) {
      guard let plan = plans.last(where: { $0.days.contains(start) }) else { continue }
      if let last = stretches.last, last.plan == plan, last.days.upperBound == start {
        stretches.removeLast()
        stretches.append(PlanCycle(plan: plan, days: last.days.lowerBound..<stop))
      } else {
        stretches.append(PlanCycle(plan: plan, days: start..<stop))
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
