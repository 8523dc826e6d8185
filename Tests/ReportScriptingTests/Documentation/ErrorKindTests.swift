import LuaHost
import Testing

@testable import ReportScripting

/// Every kind of wrong use has its text, made from the same table as the documentation.
@Suite struct ErrorKindTests {
  @Test(arguments: [
    (
      "chart.line { usage.load(), titel = 'x' }",
      "chart.line: unknown option \"titel\"; did you mean \"title\"?"
    ),
    ("report.new { colour = 'red' }", "report.new: unknown option \"colour\""),
    (
      "report.new { title = 'T' }:list({}, { orderd = true })",
      "report:list: unknown option \"orderd\"; did you mean \"ordered\"?"
    ),
    (
      "allowances.load { history = 'yes' }",
      "allowances.load: option \"history\": expected true or false, got \"yes\""
    ),
    (
      "invoices.load { source = 5 }",
      "invoices.load: option \"source\": expected the name of a source, got 5"
    ),
    (
      "chart.line { usage.load(), by = 5 }",
      "chart.line: option \"by\": expected the name of a dimension, got 5"
    ),
    ("json.decode(5)", "json.decode: argument 1 (text): expected a text, got 5"),
    ("json.decode()", "json.decode: argument 1 (text): expected a text, got nothing"),
    ("json.decode('1', 2)", "json.decode: takes 1 argument, got 2"),
    ("usage.sources(1, 2)", "usage.sources: takes no arguments, got 2"),
    ("json.encod({})", "json has no \"encod\"; did you mean \"encode\"?"),
    ("json.parse('1')", "json has no \"parse\""),
    ("period.month().lable", "period has no field or method \"lable\"; did you mean \"label\"?"),
    (
      "period.month().previous(1)",
      "period:previous: call it with a colon on a period: `value:previous(…)`"
    ),
    (
      "period.month().previous(money('1 USD'))",
      "period:previous: call it with a colon on a period: `value:previous(…)`"
    ),
    (
      "report.new { title = 'T' }:section('x')",
      "report:section: argument 2 (fill): expected a function, got nothing"
    ),
    ("report.each({}, 5)", "report.each: argument 2 (make): expected a function, got 5"),
    ("json.array(5)", "json.array: argument 1 (list): expected a table, got 5"),
    (
      "report.new { title = 'T' }:chart(json.null)",
      "report:chart: argument 1 (chart): expected a chart, got json.null"
    ),
  ])
  func `a wrong use says what is wrong and what was probably meant`(call: String, expected: String)
    async
  {
    #expect(await reason("return \(call)") == expected)
  }

  @Test func `a misspelt dimension is shown with its place in the script`() async {
    var input = input(
      """
      -- Spend by app.
      local month = period.month()

      local spend = usage.load { period = month, dims = { "app", "provder" } }
      """
    )
    input.name = "Scripts/spend-by-app.lua"
    #expect(
      await failure(input)?.split(separator: "\n").first
        == "Scripts/spend-by-app.lua:4: usage.load: unknown dimension \"provder\"; did you mean \"provider\"?"
    )
  }

  @Test func `every option that is not known is refused by every function that has options`() async
  {
    let calls = Interface.documented.functions.filter { !$0.options.isEmpty && !$0.isMethod }
    #expect(calls.count > 5)
    for function in calls {
      let before = function.parameters.dropLast().map { parameter in
        parameter.type.accepts(.text("")) ? "'2026-11-01T00:00:00Z', " : "{}, "
      }.joined()
      for option in function.options where option.name.utf8.count > 3 {
        let wrong = option.name + "q"
        let text = await reason("return \(function.name)(\(before){ \(wrong) = 1 })")
        let start = "\(function.name): unknown option \"\(wrong)\"; did you mean \""
        #expect(text?.hasPrefix(start) == true, "\(text ?? "no error")")
      }
    }
  }
}
