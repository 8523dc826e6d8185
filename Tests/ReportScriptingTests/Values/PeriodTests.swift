import Testing

@Suite struct PeriodTests {
  @Test(arguments: [
    ("period('2026')", "2026"), ("period('2026-Q3')", "2026-Q3"), ("period('2026-10')", "2026-10"),
    ("period('2026-W41')", "2026-W41"), ("period('2026-10-15')", "2026-10-15"),
    ("period('2026-10-01..2026-10-15')", "2026-10-01..2026-10-15"),
    ("period.day()", "2026-11-30"), ("period.week()", "2026-W49"), ("period.month()", "2026-11"),
    ("period.quarter()", "2026-Q4"), ("period.year()", "2026"),
    ("period.month('2026-10')", "2026-10"), ("period.week('2026-W41')", "2026-W41"),
    ("period.month('2026-10-15')", "2026-10"), ("period.week(period.month().start)", "2026-W44"),
  ])
  func `a period is read from a text, a day, or the report`(
    expression: String,
    expected: String
  ) async throws {
    #expect(try await value(expression) == expected)
  }

  @Test(arguments: [
    ("period.month().start", "2026-11-01"), ("period.month().stop", "2026-12-01"),
    ("period.month().days", "30"), ("period.month().label", "November 2026"),
    ("period.month().elapsed_days", "20"), ("period.month().is_complete", "false"),
    ("period.month().until_day", "2026-11-20"), ("period('2026-10').is_complete", "true"),
    ("period('2026-10').elapsed_days", "31"), ("period('2026-12').elapsed_days", "0"),
    ("period('2026-12').until_day", "nil"),
  ])
  func `fields say what a period is and how much of it is over`(
    expression: String,
    expected: String
  ) async throws {
    #expect(try await value(expression) == expected)
  }

  @Test(arguments: [
    ("period.month():previous()", "2026-10"), ("period.month():previous(11)", "2025-12"),
    ("period.month():next()", "2026-12"), ("period.month():next(-1)", "2026-10"),
    ("period.month():previous():same_days()", "2026-10-01..2026-10-20"),
    ("period('2026-02'):same_days()", "2026-02-01..2026-02-20"),
    ("period.month():contains('2026-11-30')", "true"),
    ("period.month():contains(period.month().stop)", "false"),
    ("period('2026-10') == period.month():previous()", "true"),
    ("period('2026-10') == period('2026-10-01..2026-10-31')", "false"),
    ("period('2026-10') == period('2026-10').start", "false"),
    ("period.cycle('helius', '2026-10-15')", "2026-10"),
    ("period.cycle('helius', period('2026-10-15').start)", "2026-10"),
  ])
  func `methods step, cut and compare`(expression: String, expected: String) async throws {
    #expect(try await value(expression) == expected)
  }

  @Test func `each goes through the days, weeks or months`() async throws {
    let weeks = "for w in period('2026-10'):each('week') do print(w, w.days) end"
    #expect(
      try await printed(weeks) == [
        "2026-10-01..2026-10-04\t4", "2026-W41\t7", "2026-W42\t7", "2026-W43\t7",
        "2026-10-26..2026-10-31\t6",
      ]
    )
    let months = "for m in period('2026-Q4'):each('month') do print(m) end"
    #expect(try await printed(months) == ["2026-10", "2026-11", "2026-12"])
    let days = "local n = 0 for d in period('2026-02'):each('day') do n = n + 1 end print(n)"
    #expect(try await printed(days) == ["28"])
  }

  @Test func `a day has its parts and can be compared`() async throws {
    #expect(
      try await printed(
        """
        local d = period.month().start
        print(d.year, d.month, d.day, d.weekday)
        print(d == period('2026-11').start, d < period.month().stop, d <= d, d < '2026-10-31')
        print(d == money('1 USD'))
        """
      ) == ["2026\t11\t1\t7", "true\ttrue\ttrue\tfalse", "false"]
    )
  }

  @Test(arguments: [
    (
      "period('soon')",
      "period: \"soon\" is no period; write 2026, 2026-Q3, 2026-10, 2026-W41, 2026-10-15 or "
        + "2026-10-01..2026-10-15"
    ),
    ("period()", "period: argument 1 (text): expected a text, got nothing"),
    (
      "period.month('2026-W41')",
      "period.month: argument 1 (day): expected a day, or a month such as 2026-10, got \"2026-W41\""
    ),
    (
      "period.week('2026-10')",
      "period.week: argument 1 (day): expected a day, or a week such as 2026-W41, got \"2026-10\""
    ),
    (
      "period.cycle('helius', '2026-10')",
      "period.cycle: argument 2 (day): expected a day such as 2026-10-15, got \"2026-10\""
    ),
    (
      "period.month():previous(1e15)",
      "period:previous: argument 1 (n): at most 10000 steps, got 1000000000000000"
    ),
    (
      "period.month():previous(1e19)",
      "period:previous: argument 1 (n): expected a whole number, got 1e+19"
    ),
    ("period.month({})", "period.month: argument 1 (day): expected a text or a day, got a table"),
    ("period.moth()", "period has no \"moth\"; did you mean \"month\"?"),
    ("period.month().lable", "period has no field or method \"lable\"; did you mean \"label\"?"),
    (
      "period.month():next(1.5)",
      "period:next: argument 1 (n): expected a whole number, got 1.5"
    ),
    ("period.month():next(20000)", "period:next: argument 1 (n): at most 10000 steps, got 20000"),
    (
      "period.month():next(math.mininteger)",
      "period:next: argument 1 (n): at most 10000 steps, got -9223372036854775808"
    ),
    ("period('9999'):next()", "period:next: the calendar goes from the year 1 to 9999"),
    ("period('0001-01'):previous()", "period:previous: the calendar goes from the year 1 to 9999"),
    (
      "period.month():each('year')",
      "period:each: argument 1 (kind): expected \"day\", \"week\" or \"month\", got \"year\""
    ),
    (
      "period.month():contains('tomorrow')",
      "period:contains: argument 1 (day): expected a day such as 2026-10-15, got \"tomorrow\""
    ),
    ("period.month() < period.month()", "attempt to compare two period values"),
    ("period.month().start < 5", "<: a day can be compared with a day only"),
    (
      "period.month().previous()",
      "period:previous: call it with a colon on a period: `value:previous(…)`"
    ),
    ("period.month():previous(1, 2)", "period:previous: takes 1 argument, got 2"),
    ("period.month():same_days(1)", "period:same_days: takes no arguments, got 1"),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("return \(expression)") == expected)
  }
}
