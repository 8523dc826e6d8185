import LuaHost
import ReportDocument
import UsageModel

/// The methods that add what was found: figures, tables and charts.
func dataMethods(_ context: ScriptContext) -> [Definition] {
  [
    adding(
      "figures",
      "Adds headline figures.",
      [
        Parameter(
          "items",
          .list(.shape(figureShape)),
          "{ label, value, before=, range=, note=, spark=, format= }; nil and false are skipped"
        )
      ],
      in: context
    ) { arguments, memory in
      guard case .table(let items) = arguments[0] else { return [] }
      let count = items.array.count + items.others.count
      try context.work(count * 16)
      try memory.grow(by: count * 512)
      let figures = try figures(items)
      return figures.isEmpty ? [] : [.figures(figures)]
    }
    .example(
      """
      local spend = usage.load()
      return report.new { title = "Figures" }:figures {
        { "Spent so far", spend.cost, before = spend.before, spark = spend:daily() },
        spend.requests and { "Requests", spend.requests, note = "all apps" },
        { "Seen", spend.coverage, format = "percent" },
        { "Expected", money("80 USD"), range = { money("75 USD"), money("88 USD") } },
      }
      """
    ),
    adding(
      "table",
      "Adds a table.",
      [
        Parameter(
          "data",
          .either([
            .object("groups"), .object("comparison"), .object("pivot"), .object("frame"), .table,
          ]),
          "grouped usage, a comparison, a cross table, a frame, or a list of rows"
        ),
        Parameter(
          "columns",
          .list(.either([.text, .shape(columnShape)])),
          "field names, or { field=, title=, format=, align=, total= }"
        ),
        Parameter(
          "options",
          .options(TableBuilding.options),
          optional: true,
          "{ total=, limit=, caption=, group= }"
        ),
      ],
      in: context
    ) { arguments, memory in
      [.table(try TableBuilding(context: context, memory: memory).table(arguments))]
    }
    .explained(
      """
      The data are [groups](groups.md), a [comparison](comparison.md), a [frame](frame.md), or a list of \
      rows: tables, or rows of a frame. A row of sums is there by default for groups, comparisons and \
      frames with more than one row. With `group` the rows that share a value of that field stand under \
      a line with it; where the first column repeats itself from row to row, it is shown once.
      """
    )
    .example(
      """
      local apps = usage.load { dims = { "app" } }:by("app")
      local columns = { "app", { field = "cost", format = "bar" }, "share", "trend" }
      return report.new { title = "Apps" }:table(apps, columns, { limit = 10, caption = "By app" })
      """
    )
    .example(
      """
      local rows = { { team = "web", users = 12 }, { team = "core", users = 7 } }
      local users = { field = "users", title = "People", align = "right" }
      return report.new { title = "Teams" }:table(rows, { "team", users }, { total = true })
      """
    ),
    adding(
      "chart",
      "Adds a chart.",
      [Parameter("chart", .object("chart"), "from `chart`")],
      in: context
    ) { arguments, _ in
      guard case .object(let object as ChartObject) = arguments[0] else { return [] }
      return [.chart(object.chart)]
    }
    .example(
      """
      local line = chart.line { usage.load(), title = "Cost by day" }
      return report.new { title = "Chart" }:chart(line)
      """
    ),
  ]
}

/// A headline figure as `report:figures` reads it.
let figureShape = TableShape(
  name: "figure",
  summary: "A headline figure: `{ label, value, before = …, … }`.",
  page: "report",
  entries: [
    Parameter("label", .text, "what it is"),
    Parameter("value", .any, optional: true, "a number, an amount, a text or a day; nil is a dash"),
  ],
  fields: [
    Parameter("before", .any, optional: true, "the same figure of an earlier period"),
    Parameter("range", .list(.any), optional: true, "{ low, high }"),
    Parameter("note", .text, optional: true, "words behind the change"),
    Parameter("spark", .object("series"), optional: true, "the figure day by day"),
    Parameter("format", formats, optional: true, "how the value is written"),
  ]
)

/// A column as `report:table` reads it.
let columnShape = TableShape(
  name: "column",
  summary: "A column of a table, where its field's name alone does not say enough.",
  page: "report",
  fields: [
    Parameter("field", .text, "the field of the rows"),
    Parameter("title", .text, optional: true, "the header; the field's name without it"),
    Parameter(
      "format",
      formats,
      optional: true,
      "how the values are written; \"change\" on the field `before` shows the way from `before` to `cost`"
    ),
    Parameter("align", .word(["left", "right"]), optional: true, "where they stand"),
    Parameter("total", .boolean, optional: true, "false leaves it out of the row of sums"),
  ]
)

private let formats = ParameterType.word(ValueFormat.allCases.map(\.rawValue))
