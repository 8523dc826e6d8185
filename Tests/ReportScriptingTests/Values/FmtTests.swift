import Testing

@Suite struct FmtTests {
  @Test(arguments: [
    ("fmt.money(money('1234.5 USD'))", "$1,234.50"),
    ("fmt.money(money('1234.5 USD'), 0)", "$1,234"),
    ("fmt.number(1234.5)", "1,234.5"), ("fmt.number(2, 2)", "2.00"),
    ("fmt.percent(0.364)", "36.4%"), ("fmt.percent(0.364, 0)", "36%"),
    ("fmt.bytes(1500000000)", "1.5 GB"), ("fmt.duration(187200)", "52 hours"),
    ("fmt.change(100, 116.2)", "▲ +16.2%"), ("fmt.date('2026-11-20')", "20 Nov 2026"),
    ("fmt.date(period.month().start)", "1 Nov 2026"),
    ("fmt.date('2026-11-20T23:59:59Z')", "20 Nov 2026"),
    ("fmt.date('2026-11-20T23:59:59-01:00')", "21 Nov 2026"),
  ])
  func `values are written as reports write them`(
    expression: String,
    expected: String
  ) async throws {
    #expect(try await value(expression) == expected)
  }

  @Test(arguments: [
    ("fmt.money(5)", "fmt.money: argument 1 (value): expected an amount of money, got 5"),
    ("fmt.money(nil)", "fmt.money: argument 1 (value): expected an amount of money, got nothing"),
    (
      "fmt.number(0/0)",
      "fmt.number: argument 1 (value): a number that is not finite cannot be written"
    ),
    (
      "fmt.number(1e300)",
      "fmt.number: argument 1 (value): 1e+300 cannot be written: it is too large"
    ),
    ("fmt.number(1, 13)", "fmt.number: argument 2 (decimals): expected 0 to 12, got 13"),
    ("fmt.number('5')", "fmt.number: argument 1 (value): expected a number, got \"5\""),
    ("fmt.bytes(5, 2)", "fmt.bytes: takes 1 argument, got 2"),
    (
      "fmt.date('now')",
      "fmt.date: argument 1 (day): expected a day such as 2026-10-15, got \"now\""
    ),
    ("fmt.persent(1)", "fmt has no \"persent\"; did you mean \"percent\"?"),
    (
      "fmt.change(money('1 USD'), money('1 EUR'))",
      "fmt.change: cannot compare USD and EUR"
    ),
    ("fmt.change(money('1 USD'), 5)", "fmt.change: cannot compare money and a plain number"),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("return \(expression)") == expected)
  }

  @Test func `a change without one of its sides is not known`() async throws {
    #expect(try await value("fmt.change(nil, money('1 USD'))") == "?")
    #expect(try await value("fmt.change(0, 5)") == "● new")
    #expect(try await value("fmt.change(5, 0)") == "● gone")
  }
}
