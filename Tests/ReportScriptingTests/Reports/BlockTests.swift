import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct BlockTests {
  @Test func `the head of a report comes from the script, the period and the input`() async throws {
    let source = """
      return report.new { title = "Spend", subtitle = "All apps", summary = "More than before." }
      """
    let output = try await ScriptRunner.run(input(source))
    let document = try #require(output.reports.first).document
    #expect(output.reports.first?.file == nil)
    #expect(output.period == Period("2026-11"))
    #expect(document.title == "Spend")
    #expect(document.subtitle == "All apps")
    #expect(document.summary == "More than before.")
    #expect(document.period == Period("2026-11"))
    #expect(document.periodNote == "1–20 November 2026, 20 of 30 days")
    #expect(document.currency == "USD")
    #expect(document.generatedAt == Timestamp(rfc3339: "2026-11-21T06:00:00Z"))
  }

  @Test(arguments: [
    ("2026-10", "October 2026, 31 days"), ("2026-12", "December 2026, no day is over yet"),
    ("2026-10-03", "3 October 2026, 1 day"), ("2026-W47", "16–20 November 2026, 5 of 7 days"),
    ("2026-10-01..2026-10-15", "1–15 October 2026, 15 days"),
  ])
  func `the note says how much of the period is covered`(
    period: String,
    note: String
  ) async throws {
    let document = try await report("r = report.new { title = 'T', period = period('\(period)') }")
    #expect(document.periodNote == note)
  }

  @Test func `every text method adds its block and returns the report`() async throws {
    let blocks = try await blocks(
      """
      r:heading("One"):heading("Two", 3)
        :text("First.\\n\\nSecond with `code`.")
        :note("n"):warning("w"):caution("c")
        :list({ "a", { "b", { "c" } }, 5, money("1 USD") })
        :list({ "x" }, { ordered = true })
        :code("SELECT 1", "sql"):code("plain"):rule():page_break()
      """
    )
    let sublist = BulletList(
      items: [.init(words("b"), sublist: BulletList(items: [.init(words("c"))]))]
    )
    let list = BulletList(
      items: [
        .init(words("a"), sublist: sublist), .init(words("5")), .init(words("$1.00")),
      ]
    )
    #expect(
      blocks == [
        .heading(Heading("One", level: 2)), .heading(Heading("Two", level: 3)),
        .paragraph(words("First.")),
        .paragraph([.text("Second with "), .code("code"), .text(".")]),
        .notice(Notice(.note, words("n"))), .notice(Notice(.warning, words("w"))),
        .notice(Notice(.caution, words("c"))), .list(list),
        .list(BulletList(isOrdered: true, items: [.init(words("x"))])),
        .code(CodeBlock("SELECT 1", language: "sql")), .code(CodeBlock("plain")), .rule, .pageBreak,
      ]
    )
  }

  @Test func `parts nest`() async throws {
    let blocks = try await blocks(
      """
      r:section("S", function(s) s:text("in"):section("T", function(t) t:rule() end) end)
      r:details("D", function(d) d:text("folded") end)
      r:columns(function(a) a:text("left") end, function(b) b:text("right") end)
      r:section("Empty", function() end)
      """
    )
    #expect(
      blocks == [
        .section(
          Section(
            "S",
            blocks: [
              .paragraph(words("in")), .section(Section("T", blocks: [.rule])),
            ]
          )
        ),
        .details(Details("D", blocks: [.paragraph(words("folded"))])),
        .columns([[.paragraph(words("left"))], [.paragraph(words("right"))]]),
        .section(Section("Empty", blocks: [])),
      ]
    )
  }

  @Test func `nothing that a script supplies becomes markup`() async throws {
    let blocks = try await blocks(
      "r:heading('<b>*x*</b>'):text('<script>alert(1)</script> [a](javascript:x)')"
    )
    #expect(
      blocks == [
        .heading(Heading("<b>*x*</b>")),
        .paragraph(words("<script>alert(1)</script> [a](javascript:x)")),
      ]
    )
  }

  @Test(arguments: [
    ("report.new()", "report.new: option \"title\" is missing: what the report is called"),
    (
      "report.new { title = '' }",
      "report.new: option \"title\" is missing: what the report is called"
    ),
    ("report.new { titel = 'x' }", "report.new: unknown option \"titel\"; did you mean \"title\"?"),
    ("report.new { 'x' }", "report.new: every option needs its name, such as { title = … }"),
    (
      "report.new { title = 5 }",
      "report.new: option \"title\": expected a text, got 5"
    ),
    (
      "report.new { title = 'x', file = '../x' }",
      "report.new: option \"file\": use letters, digits, `-`, `_` and `.`, got \"../x\""
    ),
    (
      "report.new { title = 'x', file = '-x' }",
      "report.new: option \"file\": begin it with a letter, a digit or `_`, got \"-x\""
    ),
    (
      "report.new { title = 'x', file = ('x'):rep(101) }",
      "report.new: option \"file\": at most 100 characters, got a text of 101 bytes"
    ),
    ("report:new { title = 'x' }", "report.new: call it with a dot: `report.new(…)`"),
    ("usage:load {}", "usage.load: call it with a dot: `usage.load(…)`"),
    ("fmt:number(5)", "fmt.number: call it with a dot: `fmt.number(…)`"),
    ("period:month()", "period.month: call it with a dot: `period.month(…)`"),
    ("r:heading()", "report:heading: argument 1 (text): expected a text, got nothing"),
    ("r:heading('x', 5)", "report:heading: argument 2 (level): expected 2, 3 or 4, got 5"),
    ("r:heading('x', 1)", "report:heading: argument 2 (level): expected 2, 3 or 4, got 1"),
    ("r:text(5)", "report:text: argument 1 (text): expected a text, got 5"),
    ("r.text('x')", "report:text: call it with a colon on a report: `value:text(…)`"),
    (
      "forecast.period { method = 'run_rate' }.figure('x')",
      "outlook:figure: call it with a colon on an outlook: `value:figure(…)`"
    ),
    ("r:txt('x')", "report has no field or method \"txt\"; did you mean \"text\"?"),
    ("r:note('x', 'y')", "report:note: takes 1 argument, got 2"),
    ("r:list('x')", "report:list: argument 1 (items): expected a table, got \"x\""),
    (
      "r:list({ { 'x' } })",
      "report:list: argument 1 (items): entry 1: a sublist needs an item before it"
    ),
    (
      "r:list({ true })",
      "report:list: argument 1 (items): entry 1: expected a text, number, amount, day or list, got true"
    ),
    (
      "r:list({ usage.load() })",
      "report:list: argument 1 (items): entry 1: expected a text, number, amount, day or list, got a frame"
    ),
    (
      "r:list({ 'a', nil, 'b' })",
      "report:list: argument 1 (items): the list has a gap: its entry 2 is nil"
    ),
    (
      "r:list({ 'a' }, { orderd = true })",
      "report:list: unknown option \"orderd\"; did you mean \"ordered\"?"
    ),
    (
      "r:list({ 'a' }, { ordered = 'yes' })",
      "report:list: option \"ordered\": expected true or false, got \"yes\""
    ),
    ("r:code()", "report:code: argument 1 (text): expected a text, got nothing"),
    ("r:section('x')", "report:section: argument 2 (fill): expected a function, got nothing"),
    (
      "r:section(function() end)",
      "report:section: argument 1 (title): expected a text, got a function"
    ),
    ("r:columns()", "report:columns: argument 1 (fill): expected a function, got nothing"),
    ("r:columns(print, 5)", "report:columns: argument 2 (fill): expected a function, got 5"),
    ("r:chart(usage.load())", "report:chart: argument 1 (chart): expected a chart, got a frame"),
    ("report.nwe {}", "report has no \"nwe\"; did you mean \"new\"?"),
  ])
  func `a wrong use says what is wrong`(call: String, expected: String) async {
    #expect(
      await reason("local r = report.new { title = 'T' } return \(call)") == expected
    )
  }

  @Test func `an error inside a part keeps its place, and the part is not added`() async throws {
    let source = """
      local r = report.new { title = "T" }
      r:section("S", function(s)
        s:text("in")
        s:heading("x", 9)
      end)
      return r
      """
    #expect(
      await failure(source) == """
        test.lua:4: report:heading: argument 2 (level): expected 2, 3 or 4, got 9
             4 |   s:heading("x", 9)
               |                  ^
        stack: test.lua:4 in function at line 2
               test.lua:2 in main chunk
        """
    )
    let caught = try await blocks(
      "pcall(function() r:section('S', function(s) s:text('in') error('no') end) end) r:rule()"
    )
    #expect(caught == [.rule])
  }

  @Test func `a part that is used after its function ended is an error`() async {
    let text = """
      test.lua:4: report:text: this part of the report is finished; add its blocks in its function
           4 | kept:text("lost")
             |      ^
      stack: test.lua:4 in main chunk
      """
    for part in ["section", "details"] {
      let source = """
        local r = report.new { title = "T" }
        local kept
        r:\(part)("S", function(s) kept = s end)
        kept:text("lost")
        return r
        """
      #expect(await failure(source) == text)
    }
  }
}
