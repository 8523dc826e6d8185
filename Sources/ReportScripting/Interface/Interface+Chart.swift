import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// `chart.line`, `chart.bars`, `chart.stacked` and `chart.area`.
func chartModule(_ context: ScriptContext) -> ModuleDefinition {
  let functions = Chart.Kind.allCases.map { kind in
    Definition(
      "chart.\(kind.rawValue)",
      summary(of: kind),
      [Parameter("chart", .table, "the data in its list part, and the options below")],
      options: [
        Parameter("title", .text, optional: true, "what the chart shows"),
        Parameter("by", .text, optional: true, "one series for each value of this dimension"),
        Parameter("measure", .word(["cost", "requests"]), optional: true, "\"cost\" without it"),
        Parameter("unit", .text, optional: true, "the unit of plain numbers"),
        Parameter("height", .wholeNumber, optional: true, "the height in pixels"),
        Parameter(
          "limit",
          .either([.object("money"), .number]),
          optional: true,
          "a line across the chart"
        ),
        Parameter("x", .text, optional: true, "the field of rows that names them"),
        Parameter("y", .text, optional: true, "the field of rows that is drawn"),
        Parameter("note", .text, optional: true, "a sentence beside the title"),
      ],
      takesList: true,
      result: "tally.chart"
    ) { arguments in
      let chart = try ChartBuilding(context: context).chart(kind, arguments)
      let memory = try context.hold(chart.memorySize)
      return [.object(ChartObject(chart: chart, memory: memory, context: context))]
    }
  }
  return ModuleDefinition(
    name: "chart",
    summary: "Charts; each carries its data as a table.",
    functions: functions
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

/// What a chart object has: nothing that scripts could ask for.
func chartObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(name: "chart", summary: "A chart, for `report:chart`.")
}
