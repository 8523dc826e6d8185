import UsageAnalysis
import UsageModel

/// Usage day by day, and budgets of it.
enum MadeUpBudget {
  static let november = Sample.period("2026-11")

  /// One record a day from a first day on; nil is a day of which nothing is known.
  static func usage(
    from first: String,
    _ costs: [FixedDecimal?],
    app: String = "a"
  ) -> [UsageRecord] {
    costs.enumerated().compactMap { offset, cost in
      cost.map { cost in
        Sample.record(
          Sample.day(first).advanced(by: offset).description,
          app: app,
          cost: cost,
          requests: 2
        )
      }
    }
  }

  /// The course of a budget through a period, from records that a store would have.
  static func course(
    of budget: Budget,
    in period: Period = november,
    _ records: [UsageRecord],
    windows: [BillingWindow] = [],
    covered: FixedDecimal? = nil
  ) throws -> BudgetCourse {
    try BudgetCourse(
      of: budget,
      in: period,
      asOf: Timestamp(seconds: 4_000_000_000),
      windows: windows
    ) { query in
      let answer = records.filter { query.days.contains($0.day) && query.filter.accepts($0) }
      return TabularAnswer(
        UsageAnswer(records: answer, coverage: answer.isEmpty ? covered : 1),
        view: .effective
      )
    }
  }

  static func budget(
    _ limit: FixedDecimal,
    _ warnings: String...,
    unit: String = "USD",
    span: Budget.Span = .month,
    rollover: Budget.Rollover? = nil
  ) -> Budget {
    Budget(
      name: "all",
      limit: .same(limit),
      unit: unit,
      span: span,
      warnings: warnings.compactMap { Budget.Warning($0) },
      rollover: rollover
    )
  }
}
