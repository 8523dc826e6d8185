import Testing

@testable import UsageAnalysis

/// Events that are known to change usage.
struct ForecastEventTests {
  private static let values = Series.noisy(70, seed: 2)

  private func forecast(
    _ events: ForecastEvent...,
    values: [Double] = values,
    additions: [Double] = []
  ) throws -> Forecast {
    let input = ForecastInput(values: values, horizon: 14, additions: additions, events: events)
    return try Forecaster().forecast(input)
  }

  @Test func `a factor of one changes nothing`() throws {
    let (bare, event) = (
      try forecast(), try forecast(ForecastEvent("x", days: 3..<9, effect: .factor(1...1)))
    )
    #expect(event.path == bare.path)
    #expect(event.ranges == bare.ranges)
  }

  @Test func `a factor multiplies its days, and no other, and no fee`() throws {
    let fees = Array(repeating: 10.0, count: 14)
    let bare = try forecast(additions: fees).path
    let event = ForecastEvent("x", days: 3..<5, effect: .factor(2...2))
    let path = try forecast(event, additions: fees).path
    for day in path.indices {
      let usage = bare[day].expected - 10
      let wanted = (3..<5).contains(day) ? 2 * usage : usage
      #expect(abs(path[day].expected - 10 - wanted) < 1e-9)
    }
  }

  @Test func `a factor of a part changes that part`() throws {
    let bare = try forecast().path
    let event = ForecastEvent("x", days: 0..<14, effect: .factor(3...3), share: 0.25)
    for (day, changed) in zip(bare, try forecast(event).path) {
      #expect(abs(changed.expected - 1.5 * day.expected) < 1e-9)
    }
  }

  @Test func `an amount is shared by the event's days`() throws {
    let bare = try #require(try forecast().expected)
    let inside = ForecastEvent("x", days: 2..<6, effect: .amount(80...120))
    #expect(abs(try #require(try forecast(inside).expected) - bare - 100) < 1e-9)
    let over = ForecastEvent("x", days: 12..<16, effect: .amount(80...120))
    #expect(abs(try #require(try forecast(over).expected) - bare - 50) < 1e-9)
  }

  @Test func `a range makes the forecast less sure`() throws {
    let sure = try forecast(ForecastEvent("x", days: 0..<14, effect: .factor(1.8...1.8)))
    let unsure = try forecast(ForecastEvent("x", days: 0..<14, effect: .factor(1.4...2.2)))
    let difference = try #require(sure.expected) - (try #require(unsure.expected))
    #expect(abs(difference) < 1e-9)
    for (narrow, wide) in zip(sure.ranges, unsure.ranges) {
      #expect(wide.low < narrow.low && narrow.high < wide.high)
    }
  }

  @Test func `without an event, the forecast is what it was`() throws {
    let launch = ForecastEvent("Launch", days: 2..<9, effect: .factor(1.4...2.2))
    let sale = ForecastEvent("Sale", days: 5..<7, effect: .amount(100...300))
    let (both, one, none) = (
      try forecast(launch, sale), try forecast(sale), try forecast()
    )
    #expect(both.without("Launch").path == one.path)
    #expect(both.without("Launch").events == [sale])
    #expect(both.without("Launch").without("Sale").ranges == none.ranges)
    #expect(both.without("nothing").path == both.path)
  }

  @Test func `an event of the past cannot take more than there was`() throws {
    let past = ForecastEvent("Sale", days: -5..<0, effect: .amount(2000...2000))
    let zeros = Array(Self.values.dropLast(5)) + Array(repeating: 0, count: 5)
    #expect(try forecast(past).path == (try forecast(values: zeros).path))
  }

  @Test func `an event of the past is taken out of the history`() throws {
    var values = Series.weekly(70)
    let usual = try #require(try forecast(values: values).expected)
    for day in 65..<70 { values[day] *= 2 }
    let past = ForecastEvent("Sale", days: -5..<0, effect: .factor(2...2))
    #expect(abs(try #require(try forecast(past, values: values).expected) - usual) < 1e-6)
    for day in 65..<70 { values[day] = values[day] / 2 + 30 }
    let amount = ForecastEvent("Sale", days: -5..<0, effect: .amount(100...200))
    #expect(abs(try #require(try forecast(amount, values: values).expected) - usual) < 1e-6)
  }
}
