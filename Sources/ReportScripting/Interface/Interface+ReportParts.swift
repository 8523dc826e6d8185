import LuaHost
import ReportDocument

/// The methods that add parts with blocks of their own.
func nestingMethods(_ context: ScriptContext) -> [Definition] {
  let fill = Parameter(
    "fill",
    .callback("fun(part: tally.report)"),
    "receives the part and adds its blocks"
  )
  /// What a function adds to a part of the report.
  func part(_ value: LuaValue, of arguments: Arguments) throws -> [Block] {
    guard case .function(let function) = value,
      case .object(let report as ReportObject) = arguments.receiver
    else { return [] }
    let builder = BlockBuilder()
    defer { builder.isFinished = true }
    let part = ReportObject(builder: builder, memory: report.memory, context: context)
    _ = try function.call([.object(part)])
    return builder.blocks
  }
  return [
    adding(
      "section",
      "Adds a section with a title.",
      [Parameter("title", .text, "the title"), fill],
      in: context
    ) { arguments, _ in
      [.section(Section(try arguments.text(0), blocks: try part(arguments[1], of: arguments)))]
    }
    .example(
      """
      return report.new { title = "Parts" }
        :section("Puter", function(s) s:text("All of it.") end)
      """
    ),
    adding(
      "details",
      "Adds a part that is folded.",
      [Parameter("summary", .text, "what it holds"), fill],
      in: context
    ) { arguments, _ in
      [.details(Details(try arguments.text(0), blocks: try part(arguments[1], of: arguments)))]
    }
    .example(
      """
      return report.new { title = "Parts" }
        :details("Every record", function(d) d:table(usage.load(), { "day", "source", "cost" }) end)
      """
    ),
    adding(
      "columns",
      "Adds parts side by side, where there is room.",
      [fill],
      rest: fill,
      in: context
    ) { arguments, _ in
      [.columns(try arguments.values.map { try part($0, of: arguments) })]
    }
    .example(
      """
      return report.new { title = "Parts" }
        :columns(function(left) left:text("Now.") end, function(right) right:text("Before.") end)
      """
    ),
  ]
}

/// `report.each` gives this.
func reportsObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "reports",
    summary: "Several reports from one script, as `report.each` gives them.",
    operators: [
      .length: HostFunction("#") { call in
        guard case .object(let object as ReportListObject) = call[0] else { return [0] }
        return [.integer(Int64(object.reports.count))]
      }
    ],
    examples: [
      """
      local all = report.each({ "a", "b" }, function(name)
        return report.new { title = name, file = name }
      end)
      assert(#all == 2)
      return all
      """
    ]
  )
}
