import LuaHost
import UsageAnalysis
import UsageModel

/// `period(…)` and `period.month(…)`.
func periodModule(_ context: ScriptContext) -> ModuleDefinition {
  let read = Definition(
    "period",
    "Reads a period: \(Period.forms).",
    [Parameter("text", .text, "the period")],
    result: "tally.period"
  ) { arguments in [.period(try parsedPeriod(try arguments.text(0)), in: context)] }
  .example(
    """
    assert(period("2026-Q3").days == 92)
    assert(period("2026-10-01..2026-10-15").label == "1–15 October 2026")
    """
  )
  let kinds: [Period.Kind] = [.day, .week, .month, .quarter, .year]
  let functions = kinds.map { kind in
    Definition(
      "period.\(kind.rawValue)",
      "The \(kind.rawValue) the report is made for, or the one that a text or day names.",
      [
        Parameter(
          "day",
          .either([.text, .object("day")]),
          optional: true,
          "such as \"\(form(of: kind))\"; the report's own without it"
        )
      ],
      result: "tally.period"
    ) { arguments in
      if case .nil = arguments[0] {
        let own = context.period
        return [.period(own.kind == kind ? own : Period(kind, containing: own.last), in: context)]
      }
      if let day = arguments[0].day { return [.period(Period(kind, containing: day), in: context)] }
      let named = try parsedPeriod(try arguments.text(0))
      guard named.kind == kind else {
        throw HostError(
          "argument 1 (day): expected a day, or a \(kind.rawValue) such as \(form(of: kind)), "
            + "got \(describe(arguments[0]))"
        )
      }
      return [.period(named, in: context)]
    }
    .explained(
      "If the report's period is of another kind, it is the \(kind.rawValue) with the last day of that."
    )
    .example(example(of: kind))
  }
  return ModuleDefinition(
    name: "period",
    summary: "Periods of days.",
    call: read,
    functions: functions + [cycle(context)]
  )
}

/// `period.cycle`.
private func cycle(_ context: ScriptContext) -> Definition {
  Definition(
    "period.cycle",
    "The billing cycle of a source that the report is about, or that contains a day.",
    [
      Parameter("source", .source, "the source's name"),
      Parameter(
        "day",
        .either([.text, .object("day")]),
        optional: true,
        "a day, or its date; the report's last day, or today where it runs, without it"
      ),
    ],
    result: "tally.period"
  ) { arguments in
    let name = try arguments.text(0)
    guard context.input.sources.contains(where: { $0.name == name }) else {
      throw unknownSource(name, in: context)
    }
    if case .string = arguments[1], arguments[1].day == nil {
      throw HostError(
        "argument 2 (day): expected a day such as 2026-10-15, got \(describe(arguments[1]))"
      )
    }
    let day = arguments[1].day ?? context.referenceDay
    let cycle = Period.billingCycle(
      containing: day,
      windows: try context.windows(of: name, until: day),
      calendar: context.input.calendar
    )
    return [.period(cycle, in: context)]
  }
  .explained(
    "The windows are those that the platform states. Days without one follow the nearest in monthly steps; "
      + "where the platform states none, cycles are calendar months."
  )
  .example(
    """
    local cycle = period.cycle("puter-main")
    assert(cycle:contains(period.month().start))
    local spend = usage.load { period = cycle, where = { source = "puter-main" } }
    assert(spend.period == cycle)
    """
  )
}

/// How a period of a kind is written.
private func form(of kind: Period.Kind) -> String {
  switch kind {
  case .day: "2026-10-15"
  case .week: "2026-W41"
  case .month: "2026-10"
  case .quarter: "2026-Q3"
  default: "2026"
  }
}

private func example(of kind: Period.Kind) -> String {
  switch kind {
  case .day: #"assert(tostring(period.day("2026-10-15"):next()) == "2026-10-16")"#
  case .week: #"assert(tostring(period.week("2026-W41").start) == "2026-10-05")"#
  case .month:
    """
    local month = period.month()
    assert(tostring(month:previous()) == "2026-10")
    assert(period.month(month.start) == month)
    """
  case .quarter: #"assert(tostring(period.quarter()) == "2026-Q4")"#
  default: #"assert(period.year("2026").days == 365)"#
  }
}

private func parsedPeriod(_ text: String) throws(HostError) -> Period {
  guard let period = Period(text) else {
    throw HostError("\(describe(.text(text))) is no period; write \(Period.forms)")
  }
  return period
}
