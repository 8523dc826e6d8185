import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// `chart.line`, `chart.bars`, `chart.stacked`, `chart.area` and the charts with a form of their own.
func chartModule(_ context: ScriptContext) -> ModuleDefinition {
  ModuleDefinition(
    name: "chart",
    summary: "Charts; each carries its data as a table.",
    details:
      "A chart is made by one of these functions and added by [`report:chart`](report.md#reportchart).",
    functions: Chart.Kind.allCases.map { plotChart($0, context) } + [
      sparklineChart(context), burnUpChart(context), fanChart(context), heatMapChart(context),
      flowChart(context),
    ]
  )
}

/// A function that makes a chart of the table that it is given.
func chartFunction(
  _ name: String,
  _ summary: String,
  _ options: [Parameter],
  in context: ScriptContext,
  _ make: @escaping (ChartBuilding) throws -> Chart
) -> Definition {
  Definition(
    "chart.\(name)",
    summary,
    [Parameter("chart", .table, "the data in its list part, and the options below")],
    options: [Parameter("title", .text, optional: true, "what the chart shows")] + options + [
      Parameter("note", .text, optional: true, "a sentence beside the title")
    ],
    takesList: true,
    result: "tally.chart"
  ) { arguments in
    let chart = try make(ChartBuilding(context: context, arguments: arguments))
    let memory = try context.hold(chart.memorySize)
    return [.object(ChartObject(chart: chart, memory: memory, context: context))]
  }
}

/// Options that several charts have.
enum ChartOption {
  static let height = Parameter(
    "height",
    .wholeNumber,
    optional: true,
    "the height in pixels, 40 to 1000"
  )
  static let limit = Parameter(
    "limit",
    .either([.object("money"), .number]),
    optional: true,
    "a line across the chart: money, or a plain number for a chart that counts"
  )
  static let measure = Parameter(
    "measure",
    .word(["cost", "requests"]),
    optional: true,
    "\"cost\" without it"
  )
  static let unit = Parameter("unit", .text, optional: true, "the unit of plain numbers")
  static let x = Parameter(
    "x",
    .text,
    optional: true,
    "the field of rows that names them; \"x\" without it"
  )
  static let y = Parameter(
    "y",
    .text,
    optional: true,
    "the field of rows that is drawn; \"y\" without it"
  )
  static let by = Parameter(
    "by",
    .dimension,
    optional: true,
    "one series for each value of this dimension"
  )
}

private func plotChart(_ kind: Chart.Kind, _ context: ScriptContext) -> Definition {
  typealias Option = ChartOption
  return chartFunction(
    kind.rawValue,
    summary(of: kind),
    [
      Option.by, Option.measure, Option.unit, Option.height, Option.limit, Option.x, Option.y,
    ],
    in: context
  ) { try $0.plot(kind) }
  .explained(chartData)
  .example(example(of: kind))
}

private func sparklineChart(_ context: ScriptContext) -> Definition {
  typealias Option = ChartOption
  return chartFunction(
    "sparkline",
    "One small line without axes, with its last value and its range beside it.",
    [Option.measure, Option.unit, Option.x, Option.y],
    in: context
  ) { try $0.sparkline() }
  .explained("It takes what `chart.line` takes, of one frame, series, metric or list of rows.")
  .example(
    """
    local spend = usage.load { dims = { "app" } }
    return report.new { title = "Spend" }
      :chart(chart.sparkline { spend:daily(), title = "Cost by day" })
    """
  )
}

private func summary(of kind: Chart.Kind) -> String {
  switch kind {
  case .line: "Lines along time: frames, series or rows."
  case .bars: "Bars: the rows of a grouping, the days of a frame, or rows."
  case .stacked: "Columns along time in layers; three at most, the others folded."
  case .area: "Areas along time: frames, series or rows."
  }
}

/// What each kind of chart takes in its list part.
private let chartData = """
  The list part is the data:

  - One [frame](frame.md): its days. With `by`, the three largest groups and the others as one.
  - Several frames: one line each; the second and later ones are shown as references.
  - [Groups](groups.md): one bar a row.
  - [Series](series.md): the first is "Now", the others "Before".
  - Rows, in one list: tables, or rows of a frame. `x` names the field that labels them, `y` the field \
  that is drawn.
  """

private func example(of kind: Chart.Kind) -> String {
  switch kind {
  case .line:
    """
    local month = period.month()
    local now = usage.load { period = month, dims = { "app" } }
    local before = usage.load { period = month:previous():same_days(), dims = { "app" } }
    return report.new { title = "Day by day" }
      :chart(chart.line { now, before, title = "Cost by day", limit = money("5 USD") })
    """
  case .bars:
    """
    local days = {
      { day = "Mon", users = 120 },
      { day = "Tue", users = 135 },
    }
    return report.new { title = "Users" }
      :chart(chart.bars { days, x = "day", y = "users", unit = "users" })
    """
  case .stacked:
    """
    local spend = usage.load { dims = { "app" } }
    return report.new { title = "Apps" }
      :chart(chart.stacked { spend, by = "app", title = "Cost by app" })
    """
  case .area:
    """
    local spend = usage.load { dims = { "app" } }
    return report.new { title = "Requests" }
      :chart(chart.area { spend, measure = "requests", height = 200, note = "all apps" })
    """
  }
}

/// What a chart object has: nothing that scripts could ask for.
func chartObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "chart",
    summary: "A chart, for `report:chart`; it has no fields and no methods."
  )
}
