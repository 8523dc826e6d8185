import LuaHost
import ReportDocument

// `chart.burnup`, `chart.fan`, `chart.heatmap` and `chart.flow`: charts that no list of series could fill.

func burnUpChart(_ context: ScriptContext) -> Definition {
  chartFunction(
    "burnup",
    "What was spent up to each day of a period, a forecast of the rest, and the budget.",
    [
      budgetOption("the budget, or an amount: a line, and a mark where it is reached"),
      ChartOption.height,
    ],
    in: context
  ) { try $0.burnUp() }
  .explained(
    """
    The list part is a [forecast](forecast.md) of a period. Behind it may stand:

    - The [frame](frame.md), series or metric to draw in place of the days that the forecast knows.
    - The frame of an earlier period, which is drawn in grey.

    The dashed line is what is expected, and the bands hold 80 and 95 of 100 outcomes. Where there is no real \
    forecast, the days so far are drawn and the note says why.
    """
  )
  .example(
    """
    local month = period.month()
    local before = usage.load { period = month:previous() }
    return report.new { title = "Budget" }
      :chart(chart.burnup { forecast.period { period = month }, before, budget = money("100 USD") })
    """
  )
}

func fanChart(_ context: ScriptContext) -> Definition {
  chartFunction(
    "fan",
    "The days of a period so far as columns, and a forecast of the next ones.",
    [
      budgetOption("the budget, or an amount: a line at its even pace, a day's part of it"),
      ChartOption.limit, ChartOption.height,
    ],
    in: context
  ) { try $0.fan() }
  .explained(
    """
    The list part is a [forecast](forecast.md). Behind it may stand the frame, series or metric with the days \
    so far; it is needed where the forecast is of plain numbers.
    """
  )
  .example(
    """
    return report.new { title = "Outlook" }
      :chart(chart.fan { forecast.period(), title = "Day by day", budget = money("100 USD") })
    """
  )
  .example(
    """
    local days = usage.load():daily("requests")
    return report.new { title = "Requests" }
      :chart(chart.fan { forecast.series(days, { horizon = 7 }), days, title = "Requests a day" })
    """
  )
}

func heatMapChart(_ context: ScriptContext) -> Definition {
  chartFunction(
    "heatmap",
    "Days as a calendar, the more the darker; every day has its amount.",
    [ChartOption.measure],
    in: context
  ) { try $0.heatMap() }
  .explained(
    """
    The list part is one [frame](frame.md), or a [series](series.md) or metric with a value a day. Weeks begin \
    on Monday. The running day is marked as incomplete, and days of the frame's period that are still to come \
    are empty boxes.
    """
  )
  .example(
    """
    local spend = usage.load { period = period.quarter() }
    return report.new { title = "Calendar" }
      :chart(chart.heatmap { spend, title = "Cost by day" })
    """
  )
}

func flowChart(_ context: ScriptContext) -> Definition {
  chartFunction(
    "flow",
    "What went from where to where: pools at the left, receivers at the right.",
    [
      Parameter(
        "by",
        .word(["source", "rule"]),
        optional: true,
        "what the pools of an allocation are; \"source\" without it"
      ),
      ChartOption.unit, field("from", "names the pool"), field("to", "names the receiver"),
      field("value", "is drawn"),
    ],
    in: context
  ) { try $0.flow() }
  .explained(
    """
    The list part is what [`policy:apply`](allocation.md#policyapply) gave, or rows: `{ from, to, value }`, \
    tables with these names, or rows of a frame.

    Amounts of the same pool and receiver are added up, credits with them; what comes to less than nothing is \
    told below the picture. With more than 5 pools or 10 receivers there is a table and no picture.
    """
  )
  .example(
    """
    local shares = allocation.policy { allocation.rule { "evenly", even = { "Shop", "Wallet" } } }:apply()
    return report.new { title = "Who pays" }:chart(chart.flow { shares, title = "From sources to apps" })
    """
  )
  .example(
    """
    return report.new { title = "Plans" }:chart(chart.flow {
      { "Team plan", "Shop", money("30 USD") },
      { "Team plan", "Wallet", money("12 USD") },
      { from = "Seats", to = "Shop", value = money("8 USD") },
      title = "Shared plans",
    })
    """
  )
}

private func budgetOption(_ summary: String) -> Parameter {
  Parameter(
    "budget",
    .either([.object("budget"), .object("money"), .number]),
    optional: true,
    summary
  )
}

private func field(_ name: String, _ summary: String) -> Parameter {
  Parameter(
    name,
    .text,
    optional: true,
    "the field of rows that \(summary); \"\(name)\" without it"
  )
}
