import Testing

@testable import UsageAnalysis

/// Days that nobody knows, and days that were only worked out.
struct ForecastGapTests {
  private func expected(_ values: [Double?], weights: [Double] = []) throws -> Double {
    let input = ForecastInput(values: values, weights: weights, horizon: 14)
    return try #require(try Forecaster().forecast(input).expected)
  }

  @Test func `unknown days do not change what a week tells`() throws {
    var values: [Double?] = Series.weekly(70)
    let whole = try expected(values)
    for day in [3, 20, 21, 22, 40, 61, 68] { values[day] = nil }
    #expect(abs(try expected(values) - whole) < 1e-6)
  }

  @Test func `an unknown day is no zero`() throws {
    var values: [Double?] = Series.weekly(70)
    values[66] = nil
    let unknown = try expected(values)
    values[66] = 0
    #expect(try expected(values) < unknown - 1)
  }

  @Test func `an unknown day is no error of the past`() throws {
    var values: [Double?] = Series.noisy(90, seed: 5, noise: 0.02)
    func width() throws -> Double {
      let input = ForecastInput(values: values, horizon: 14)
      let range = try #require(try Forecaster().forecast(input).range(0.8))
      return range.high - range.low
    }
    let whole = try width()
    for day in stride(from: 30, to: 80, by: 11) { values[day] = nil }
    #expect(abs(try width() - whole) < 0.15 * whole)
  }

  @Test func `what is no number is unknown`() throws {
    var values: [Double?] = Series.weekly(70)
    values[50] = nil
    let unknown = try expected(values)
    for strange in [Double.nan, .infinity, -.infinity, 1e300] {
      values[50] = strange
      #expect(try expected(values) == unknown)
    }
  }

  @Test func `a day that weighs less has less to say`() throws {
    var values: [Double?] = Series.weekly(70)
    let usual = try expected(values)
    for day in 63..<70 { values[day] = 1.2 * (values[day] ?? 0) }
    func change(weight: Double) throws -> Double {
      let weights = (0..<70).map { $0 < 63 ? 1 : weight }
      return try expected(values, weights: weights) - usual
    }
    let (none, half, full) = (try change(weight: 0), try change(weight: 0.3), try change(weight: 1))
    #expect(abs(none) < 1e-6)
    #expect(none < half && half < full)
  }
}
