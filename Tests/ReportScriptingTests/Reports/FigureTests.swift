import ReportDocument
import Testing
import UsageModel

@Suite struct FigureTests {
  @Test func `a figure has a label, a value and options`() async throws {
    let blocks = try await blocks(
      """
      local f = usage.load { period = period("2026-11-04..2026-11-06") }
      r:figures {
        { "Spent", f.cost, before = money("5 USD"), note = "so far", spark = f:daily() },
        { "Requests", f.requests }, { "Share", 0.25, format = "percent" },
        { "Range", money("2 USD"), range = { money("1 USD"), money("3 USD") } },
        { "Named", 2, range = { low = 1, high = 3 } }, { "Day", period.month().start },
        { "Name", "Shop" }, { "Unknown", nil },
      }
      """
    )
    #expect(
      blocks.first?.figures == [
        Figure("Spent", .usd("6"), before: .usd("5"), note: "so far", spark: [3, nil, 3]),
        Figure("Requests", .number(30)), Figure("Share", .percent(FixedDecimal("0.25") ?? 0)),
        Figure("Range", .usd("2"), range: .init(low: .usd("1"), high: .usd("3"))),
        Figure("Named", .number(2), range: .init(low: .number(1), high: .number(3))),
        Figure("Day", .day(Month(year: 2026, month: 11).start)), Figure("Name", .text("Shop")),
        Figure("Unknown", .missing),
      ]
    )
  }

  @Test func `nil and false among the figures are skipped`() async throws {
    let blocks = try await blocks(
      "r:figures { { 'A', 1 }, nil, false, { 'B', 2 }, nil, nil, { 'C', 3 } }"
    )
    #expect(blocks.first?.figures?.map(\.label) == ["A", "B", "C"])
    let none = try await report("r:figures { nil, false }").blocks
    #expect(none.isEmpty)
  }

  @Test(arguments: [
    (
      "{ 'x' }", "report:figures: argument 1 (items): entry 1: expected { label, value }, got \"x\""
    ),
    (
      "{ {} }",
      "report:figures: argument 1 (items): entry 1: expected a label first, such as { \"Spent\", value }, "
        + "got nothing"
    ),
    (
      "{ { 5, 'x' } }",
      "report:figures: argument 1 (items): entry 1: expected a label first, such as { \"Spent\", value }, "
        + "got 5"
    ),
    (
      "{ { 'A', 1, befor = 2 } }",
      "report:figures: figure \"A\": unknown option \"befor\"; did you mean \"before\"?"
    ),
    (
      "{ { 'A', 1, note = 5 } }",
      "report:figures: figure \"A\": option \"note\": expected a text, got 5"
    ),
    (
      "{ { 'A', 1, range = 5 } }",
      "report:figures: figure \"A\": option \"range\": expected a table, got 5"
    ),
    (
      "{ { 'A', 1, range = { 1 } } }",
      "report:figures: figure \"A\": option \"range\": expected { low, high }"
    ),
    (
      "{ { 'A', 1, spark = { 1, 2 } } }",
      "report:figures: figure \"A\": option \"spark\": expected a series, got a table"
    ),
    (
      "{ { 'A', 1, format = 'precent' } }",
      "report:figures: figure \"A\": unknown format \"precent\"; did you mean \"percent\"? (there are "
        + "bar, bytes, change, duration, money, number, percent, text)"
    ),
    (
      "{ { 'A', {} } }",
      "report:figures: figure \"A\": expected a text, number, day or amount, got a table"
    ),
    (
      "{ { 'A', 1, 2 } }",
      "report:figures: figure \"A\": a figure has one value; the others go by name: before = …"
    ),
    (
      "{ title = 'x' }",
      "report:figures: argument 1 (items): a list is expected, got a value called \"title\""
    ),
    (
      "{ { 'A', money('1 USD'), before = money('1 EUR') } }",
      "report:figures: figure \"A\": cannot compare EUR and USD"
    ),
    (
      "{ { 'A', money('1 USD'), range = { money('1 EUR'), money('2 EUR') } } }",
      "report:figures: figure \"A\": option \"range\": cannot compare USD and EUR"
    ),
    (
      "{ { 'A', money('1 USD'), range = { money('1 USD'), 2 } } }",
      "report:figures: figure \"A\": option \"range\": cannot compare money and a plain number"
    ),
    (
      "{ { 'A', 3, range = { 5, 1 } } }",
      "report:figures: figure \"A\": option \"range\": expected { low, high }, but the first is above the second"
    ),
  ])
  func `a wrong figure says which and why`(items: String, expected: String) async {
    #expect(
      await reason("return report.new { title = 'T' }:figures \(items)") == expected
    )
  }
}
