import Testing
import UsageModel

struct OccurrenceTests {
  private func days(
    _ since: String,
    _ every: FixedCharge.Recurrence?,
    until stop: String,
    before: String? = nil
  ) throws -> [String] {
    let charge = FixedCharge(
      source: "main",
      amount: Money(1, "USD"),
      since: try #require(Day(since)),
      every: every,
      before: before.flatMap(Day.init)
    )
    return charge.occurrences(before: try #require(Day(stop))).map { days in
      "\(days.lowerBound)+\(days.count)"
    }
  }

  @Test func `a charge that comes once has its day`() throws {
    #expect(try days("2026-01-31", nil, until: "2026-02-01") == ["2026-01-31+1"])
    #expect(try days("2026-01-31", nil, until: "2026-01-31") == [])
    #expect(try days("2026-01-31", nil, until: "2026-03-01", before: "2026-01-31") == [])
  }

  @Test func `a month has the same day, or its last`() throws {
    #expect(
      try days("2026-01-31", .month, until: "2026-05-01")
        == ["2026-01-31+28", "2026-02-28+31", "2026-03-31+30", "2026-04-30+31"]
    )
    #expect(
      try days("2024-01-30", .month, until: "2024-03-01") == ["2024-01-30+30", "2024-02-29+30"]
    )
  }

  @Test func `weeks, quarters and years count from the first day`() throws {
    #expect(try days("2026-12-29", .week, until: "2027-01-06") == ["2026-12-29+7", "2027-01-05+7"])
    #expect(
      try days("2025-11-30", .quarter, until: "2026-06-01")
        == ["2025-11-30+90", "2026-02-28+91", "2026-05-30+92"]
    )
    #expect(
      try days("2024-02-29", .year, until: "2028-03-01")
        == [
          "2024-02-29+365", "2025-02-28+365", "2026-02-28+365", "2027-02-28+366", "2028-02-29+365",
        ]
    )
  }

  @Test func `the last stretch goes on to when it would have come again`() throws {
    #expect(
      try days("2026-01-01", .month, until: "2030-01-01", before: "2026-02-02")
        == ["2026-01-01+31", "2026-02-01+28"]
    )
    #expect(try days("2026-01-01", .month, until: "2030-01-01", before: "2025-02-02") == [])
  }
}
