import ReportDocument
import Testing
import UsageModel

@Suite struct TableTests {
  private func table(_ calls: String) async throws -> Table {
    try #require(try await blocks(calls).first?.table)
  }

  @Test func `grouped usage is a table with its total`() async throws {
    let table = try await table(
      "r:table(usage.load():where({ provider = 'puter' }):by('app'), { 'app', 'cost', 'share' })"
    )
    #expect(table.columns.map(\.title) == ["App", "Cost", "Share"])
    #expect(table.columns.map(\.isSecondary) == [false, false, true])
    #expect(
      table.rows.map(\.cells) == [
        [.text("Shop"), .usd("38"), .percent(FixedDecimal("0.666666666667") ?? 0)],
        [.text("Wallet"), .usd("19"), .percent(FixedDecimal("0.333333333333") ?? 0)],
      ]
    )
    #expect(table.total?.cells == [.text("Total"), .usd("57"), .percent(1)])
    #expect(table.leftOut == 0)
  }

  @Test func `columns take a title, a format, an alignment and whether they have a total`()
    async throws
  {
    let table = try await table(
      """
      r:table(usage.load():where({ provider = "puter" }):by("app"), {
        { field = "app", title = "Product" },
        { field = "cost", format = "bar" },
        { field = "requests", align = "left", total = false },
        { field = "before", title = "Change", format = "change" },
        "trend",
      }, { caption = "By app" })
      """
    )
    #expect(table.caption == "By app")
    #expect(
      table.columns == [
        Column("Product"), Column("Cost", hasBar: true), Column("Requests", alignment: .left),
        Column("Change"), Column("Daily"),
      ]
    )
    #expect(table.rows[0].cells[3] == .change(before: 20, after: 38))
    #expect(table.total?.cells[2] == .missing)
    #expect(table.total?.cells[3] == .change(before: 40, after: 57))
    #expect(table.rows[0].cells[4] == .series((1...20).map { $0 == 5 ? nil : 2 }))
    #expect(table.total?.cells[4] == .series((1...20).map { $0 == 5 ? nil : 3 }))
  }

  @Test func `the total of a change counts what has no row any more`() async throws {
    let change = "{ field = 'before', format = 'change' }"
    let table = try await table("r:table(usage.load():by('app'), { 'app', \(change), 'before' })")
    // Legacy had 10 USD in October and has no row; the column of amounts adds up to what it shows.
    #expect(table.total?.cells == [.text("Total"), .change(before: 50, after: 57), .usd("40")])
    let part = try await self.table(
      "r:table(usage.load():by('app'):where({ app = 'Shop' }), { 'app', \(change) }, { total = true })"
    )
    #expect(part.total?.cells == [.text("Total"), .change(before: 20, after: 38)])
  }

  @Test func `a limit leaves rows out, and the total still counts them`() async throws {
    let table = try await table(
      "r:table(usage.load():by('app'), { 'app', 'cost' }, { limit = 1, total = true })"
    )
    #expect(table.rows.count == 1)
    #expect(table.leftOut == 2)
    #expect(table.total?.cells == [.text("Total"), .usd("57")])
    let none = try await self.table(
      "r:table(usage.load():by('app'), { 'app', 'cost' }, { total = false })"
    )
    #expect(none.total == nil)
  }

  @Test func `folded and reserved names are set back`() async throws {
    let table = try await table("r:table(usage.load():by('app'):top(1), { 'app', 'cost' })")
    #expect(table.rows.map(\.style) == [.normal, .folded])
    let all = try await self.table("r:table(usage.load():by('app'), { 'app', 'cost' })")
    #expect(all.rows.map(\.style) == [.normal, .normal, .folded])
  }

  @Test func `platforms and sources have the colour of their place in the configuration`()
    async throws
  {
    let table = try await table("r:table(usage.load():by('provider'), { 'provider', 'cost' })")
    #expect(table.rows.map(\.swatch) == [0, 2])
  }

  @Test func `computed columns are shown; ratios have no sum`() async throws {
    let table = try await table(
      """
      local g = usage.load():where({ provider = "puter" }):by("app"):map {
        half = function(row) return row.cost / 2 end,
        ratio = function(row) return row.cost / row.before end,
      }
      r:table(g, { "app", "half", { field = "ratio", format = "percent" } })
      """
    )
    #expect(table.rows[0].cells[1...] == [.usd("19"), .percent(FixedDecimal("1.9") ?? 0)])
    #expect(table.total?.cells == [.text("Total"), .usd("28.5"), .missing])
  }

  @Test func `a comparison shows both sides and the change`() async throws {
    let table = try await table(
      """
      local old = usage.load { period = period.month():previous():same_days() }
      local c = usage.load():by("app"):compare(old:by("app"))
      r:table(c, { "app", "before", "after", "change", "percent", { field = "before", format = "change" } })
      """
    )
    #expect(
      table.rows[0].cells == [
        .text("Shop"), .usd("20"), .usd("38"), .moneyChange(.usd("18")),
        .percent(FixedDecimal("0.9") ?? 0), .change(before: 20, after: 38),
      ]
    )
    #expect(
      table.total?.cells == [
        .text("Total"), .usd("50"), .usd("57"), .moneyChange(.usd("7")), .missing,
        .change(before: 50, after: 57),
      ]
    )
  }

  @Test func `records of a frame are rows, as the script sees them`() async throws {
    let table = try await table(
      """
      local f = usage.load({ dims = { "app" } }):where { day = "2026-11-01" }
      r:table(f, { "day", "app", "requests", "cost" })
      """
    )
    #expect(
      table.rows.map(\.cells) == [
        [.day(Month(year: 2026, month: 11).start), .text("Shop"), .number(10), .usd("2")],
        [.day(Month(year: 2026, month: 11).start), .text("Wallet"), .number(5), .usd("1")],
        [
          .day(Month(year: 2026, month: 11).start), .text("(not broken down)"), .missing, .missing,
        ],
      ]
    )
  }

  @Test func `a list of rows takes any values`() async throws {
    let table = try await table(
      """
      r:table({
        { name = "a", value = 1.5, day = period.month().start, ok = true, span = period.month() },
        { name = "b", value = 0/0, ok = false, size = 2000, time = 7200, year = 2026 },
        { name = "c", value = 1e300 },
      }, {
        "name", "value", "day", "ok", "span", { field = "size", format = "bytes" },
        { field = "time", format = "duration" }, { field = "year", format = "text" },
      })
      """
    )
    #expect(
      table.rows.map(\.cells) == [
        [
          .text("a"), .number(FixedDecimal("1.5") ?? 0), .day(Month(year: 2026, month: 11).start),
          .text("yes"), .text("November 2026"), .missing, .missing, .missing,
        ],
        [
          .text("b"), .unknown, .missing, .text("no"), .missing, .bytes(2000),
          .duration(seconds: 7200), .text("2026"),
        ],
        [
          .text("c"), .unknown, .missing, .missing, .missing, .missing, .missing, .missing,
        ],
      ]
    )
    #expect(table.total == nil)
  }

  @Test func `a list has a total where it is asked for, of what can be added`() async throws {
    let table = try await table(
      """
      r:table({
        { name = "a", cost = money("1 USD"), other = money("1 EUR"), n = 1, text = "x" },
        { name = "b", cost = money("2 USD"), other = money("1 USD"), n = 2 },
        { name = "c" },
      }, { "name", "cost", "other", "n", "text" }, { total = true })
      """
    )
    #expect(table.total?.cells == [.text("Total"), .usd("3"), .missing, .number(3), .missing])
  }

  @Test func `kept rows of a frame make a table`() async throws {
    let table = try await table(
      """
      local rows = {}
      for row in usage.load():by("app"):rows() do rows[#rows + 1] = row end
      r:table(rows, { "key", "cost" })
      """
    )
    #expect(
      table.rows.map { $0.cells[0] } == [
        .text("Shop"), .text("Wallet"), .text("(not broken down)"),
      ]
    )
  }

  @Test(arguments: [
    ("r:table(g)", "argument 2 (columns): expected a table, got nothing"),
    ("r:table(g, {})", "argument 2 (columns): name at least one column"),
    (
      "r:table(5, { 'x' })",
      "argument 1 (data): expected groups (from frame:by), a comparison, a cross table, a frame or a table, got 5"
    ),
    ("r:table(g, { 'ap' })", "unknown column \"ap\"; did you mean \"app\"?"),
    (
      "r:table(g, { 'provider' })",
      "the rows are not told apart by \"provider\"; name it in frame:by, or in the `dims` of usage.load"
    ),
    (
      "r:table(g, { 5 })",
      "argument 2 (columns): entry 1: expected a field's name or a table, got 5"
    ),
    (
      "r:table(g, { 'app', nil, 'cost' })",
      "argument 2 (columns): the list has a gap: its entry 2 is nil"
    ),
    (
      "r:table(g, { 'app', cost = true })",
      "argument 2 (columns): a list is expected, got a value called \"cost\""
    ),
    (
      "r:table(g, { {} })",
      "argument 2 (columns): entry 1: a column needs its field: { field = \"cost\" }"
    ),
    (
      "r:table(g, { { field = 'app', titel = 'x' } })",
      "column \"app\": unknown option \"titel\"; did you mean \"title\"?"
    ),
    (
      "r:table(g, { { field = 'app', title = 5 } })",
      "column \"app\": option \"title\": expected a text, got 5"
    ),
    (
      "r:table(g, { { field = 'app', align = 'middle' } })",
      "column \"app\": option \"align\": expected \"left\" or \"right\", got \"middle\""
    ),
    (
      "r:table(g, { { field = 'app', total = 'no' } })",
      "column \"app\": option \"total\": expected true or false, got \"no\""
    ),
    (
      "r:table(g, { { field = 'cost', format = 'mony' } })",
      "column \"cost\": unknown format \"mony\"; did you mean \"money\"? (there are bar, bytes, "
        + "change, duration, money, number, percent, text)"
    ),
    ("r:table(g, { 'app' }, { limt = 5 })", "unknown option \"limt\"; did you mean \"limit\"?"),
    (
      "r:table(g, { 'app' }, { limit = 'five' })",
      "option \"limit\": expected a whole number, got \"five\""
    ),
    (
      "r:table(g, { 'app' }, { limit = -1 })",
      "option \"limit\": expected a whole number that is not negative, got -1"
    ),
    (
      "r:table(g, { 'app' }, { total = 'yes' })",
      "option \"total\": expected true or false, got \"yes\""
    ),
    ("r:table(g, { 'app' }, { caption = 5 })", "option \"caption\": expected a text, got 5"),
    ("r:table(g, { 'app' }, 5)", "argument 3 (options): expected a table, got 5"),
    (
      "r:table({ 5 }, { 'x' })",
      "argument 1 (data): entry 1: expected a table or a row of a frame, got 5"
    ),
    (
      "r:table({ { x = 1 }, nil, { x = 2 } }, { 'x' })",
      "argument 1 (data): the list has a gap: its entry 2 is nil"
    ),
    ("r:table({ g:rows()() }, { 'ap' })", "unknown column \"ap\"; did you mean \"app\"?"),
    (
      "r:table({ { x = {} } }, { 'x' })",
      "row 1, column \"x\": expected a text, number, day or amount, got a table"
    ),
    (
      "r:table({ { x = g } }, { 'x' })",
      "row 1, column \"x\": expected a text, number, day or amount, got groups"
    ),
  ])
  func `a wrong table says what is wrong`(call: String, expected: String) async {
    let head = "local r = report.new { title = 'T' } local g = usage.load():by('app') "
    #expect(await reason("\(head)return \(call)") == "report:table: \(expected)")
  }
}
