import Testing

@testable import UsageAnalysis

/// Jumps, long cycles and what the last year says.
struct NoticingTests {
  private func forecast(_ values: [Double], days: Int = 14) throws -> Forecast {
    try Forecaster().forecast(ForecastInput(values: values, horizon: days))
  }

  // MARK: - Jumps

  @Test func `a jump is noticed, and mostly believed`() throws {
    let values = Series.noisy(90, seed: 3, noise: 0.02) { $0 < 80 ? 100 : 160 }
    let forecast = try forecast(values)
    let shift = try #require(forecast.shift)
    #expect(shift.day == 80)
    let later = try self.forecast(Array(repeating: 0, count: 50) + values)
    #expect(later.shift == LevelShift(day: 130, factor: shift.factor))
    #expect(abs(shift.factor - 1.6) < 0.1)
    let weeks = 2 * 160 * 6.33
    let (some, most) = (0.88 * weeks, weeks)
    #expect((some...most).contains(try #require(forecast.expected)))
    // One that nobody noticed is followed less.
    let methods = try ["day_of_week", "recent_level", "ets", "ets_damped", "theta"].map { name in
      let choice = try #require(ForecastChoice(named: name))
      let input = ForecastInput(values: values, horizon: 14)
      return try #require(try Forecaster(choice).forecast(input).expected)
    }
    #expect(try #require(forecast.expected) > methods.reduce(0, +) / 5)
  }

  @Test func `a few days are no jump, nor is noise, nor growth`() throws {
    let holiday = Series.noisy(90, seed: 3, noise: 0.02) { $0 < 85 ? 100 : 160 }
    #expect(try forecast(holiday).shift == nil)
    #expect(try forecast(Series.noisy(90, seed: 4, noise: 0.3)).shift == nil)
    #expect(try forecast(Series.noisy(90, seed: 5, noise: 0.02) { 100 + Double($0) }).shift == nil)
  }

  @Test func `a climb has no level yet`() throws {
    let values = (0..<87).map { (day: Int) -> Double in
      day < 80 ? 100 : 155 + 15 * Double(day - 80)
    }
    #expect(try forecast(values).shift == nil)
    #expect(try forecast(values.map { min($0, 180) }).shift?.day == 80)
  }

  @Test func `a jump has to stand out of what was usual`() throws {
    // Up and down by a tenth, so that each weekday has both.
    func values(_ level: Double) -> [Double] {
      let before = (0..<40).map { (day: Int) -> Double in day.isMultiple(of: 2) ? 90 : 110 }
      return before + Array(repeating: level, count: 7)
    }
    #expect(try forecast(values(135)).shift == nil)
    #expect(try forecast(values(170)).shift?.day == 40)
  }

  @Test func `one method alone notices nothing`() throws {
    let values = Series.noisy(90, seed: 3, noise: 0.02) { $0 < 80 ? 100 : 160 }
    let choice = try #require(ForecastChoice(named: "ets"))
    let input = ForecastInput(values: values, horizon: 14)
    #expect(try Forecaster(choice).forecast(input).shift == nil)
  }

  // MARK: - Long cycles

  @Test func `a cycle of four weeks goes on`() throws {
    let cycle = { (day: Int) -> Double in day / 7 % 4 == 3 ? 400 : 100 + Double(day / 7 % 4) * 10 }
    let values = Series.noisy(140, seed: 6, noise: 0.03, level: cycle)
    let forecast = try forecast(values, days: 28)
    #expect(forecast.cycle == 28)
    // The last week is four times what was before it, which is nothing new.
    #expect(forecast.shift == nil)
    for week in 0..<4 {
      let told = forecast.path[week * 7..<week * 7 + 7].reduce(0) { $0 + $1.expected }
      let wanted = cycle(week * 7) * 6.33
      #expect(abs(told - wanted) < 0.15 * wanted)
    }
  }

  @Test func `where a cycle tells the days, the last year changes nothing`() throws {
    let values = (0..<434).map { $0 / 7 % 4 == 3 ? 400.0 : 100 }
    let forecast = try forecast(Array(values[..<420]), days: 14)
    #expect(forecast.cycle == 28)
    #expect(forecast.path.map(\.expected) == Array(values[420...]))
  }

  @Test func `noise has no cycle`() throws {
    let cycles = try (0..<10).map { try forecast(Series.noisy(140, seed: $0)).cycle }
    #expect(cycles.count { $0 != nil } <= 1)
  }

  // MARK: - The last year

  @Test func `half of last year's surprise is expected again`() throws {
    // Every 364 days usage is half for two weeks.
    let level = { (day: Int) -> Double in (100..<114).contains(day % 364) ? 50 : 100 }
    let values = (0..<464).map { level($0) }
    let forecast = try forecast(values, days: 14)
    #expect(abs(try #require(forecast.expected) - 14 * 75) < 1)
    let shorter = try self.forecast(Array(values.dropFirst(63)), days: 14)
    #expect(abs(try #require(shorter.expected) - 14 * 100) < 1)
  }
}
