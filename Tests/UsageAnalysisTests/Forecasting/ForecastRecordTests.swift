import Testing
import UsageAnalysis
import UsageModel

/// How forecasts that were shown are compared with what came.
struct ForecastRecordTests {
  private let months = ["2026-08", "2026-09", "2026-10", "2026-11"].map(Sample.period)

  /// Forecasts of a month, made on some of its days.
  private func shown(
    _ month: Period,
    on days: [Int] = [5],
    expecting amount: Double = 100,
    range: ClosedRange<Double> = 90...110
  ) throws -> [ShownForecast] {
    try days.map { day in
      try #require(
        ShownForecast(
          of: "q",
          for: month.days,
          madeOn: month.start.advanced(by: day - 1),
          expected: amount,
          ranges: [.init(level: 80, low: range.lowerBound, high: range.upperBound)]
        )
      )
    }
  }

  private func record(
    _ forecasts: [ShownForecast],
    before today: String = "2026-11-21",
    came amount: @escaping (Range<Day>) -> FixedDecimal? = { _ in 105 }
  ) -> ForecastRecord? {
    ForecastRecord(of: forecasts, before: Sample.day(today), actual: amount)
  }

  @Test func `only periods that are over count`() throws {
    let all = try months.flatMap { try shown($0, on: [3, 9]) }
    let found = try #require(record(all))
    #expect(found.entries.count == 6)
    #expect(found.periods == 3)
    let running = try shown(months[3])
    #expect(record(running) == nil)
    #expect(record(running, before: "2026-12-01")?.entries.count == 1)
  }

  @Test func `the latest period is first, and in it the earliest forecast`() throws {
    let all = try months.prefix(2).flatMap { try shown($0, on: [9, 3]) }
    let found = try #require(record(all.reversed()))
    #expect(
      found.entries.map(\.forecast.madeOn.description)
        == ["2026-09-03", "2026-09-09", "2026-08-03", "2026-08-09"]
    )
  }

  @Test func `the error is a part of what came, and the range holds with its ends`() throws {
    let forecasts =
      try shown(months[0], expecting: 84) + shown(months[1], expecting: 126, range: 105...130)
    let found = try #require(record(forecasts))
    #expect(found.entries.map { $0.error ?? 0 } == [0.2, -0.2])
    #expect(found.error == 0.2)
    #expect(found.entries.map { $0.isHeld(80) } == [true, true])
    #expect(found.entries.map { $0.isHeld(95) } == [nil, nil])
    #expect(found.coverage(80) == 1)
    #expect(found.coverage(95) == nil)
    #expect(found.levels == [80])
    let high = try shown(months[0], range: 106...110)
    let missed = try #require(record(high))
    #expect(missed.coverage(80) == 0)
  }

  @Test
  func `where nothing came there is no error in proportion, and what is not known is left out`()
    throws
  {
    let forecasts = try shown(months[0])
    let found = try #require(record(forecasts) { _ in .zero })
    #expect(found.error == nil)
    #expect(found.coverage(80) == 0)
    #expect(record(forecasts) { _ in nil } == nil)
  }

  @Test func `what came is asked once a period`() throws {
    var asked: [Range<Day>] = []
    let all = try months.flatMap { try shown($0, on: [1, 2, 3]) }
    _ = ForecastRecord(of: all, before: Sample.day("2026-11-21")) { days in
      asked.append(days)
      return 1
    }
    #expect(asked == months.prefix(3).map(\.days))
  }

  /// A forecast that cannot be.
  struct Impossible: Sendable {
    var madeOn = "2026-11-01"
    var expected = 1.0
    var low = 1.0
    var high = 2.0
    var level = 80
    var question = "q"
  }

  @Test(arguments: [
    Impossible(expected: .nan), Impossible(madeOn: "2026-12-01"), Impossible(low: -.infinity),
    Impossible(low: 3), Impossible(level: 0), Impossible(level: 100),
    Impossible(question: String(repeating: "q", count: 2001)),
  ])
  func `nobody can have shown such a forecast`(forecast: Impossible) {
    #expect(
      ShownForecast(
        of: forecast.question,
        for: Sample.period("2026-11").days,
        madeOn: Sample.day(forecast.madeOn),
        expected: forecast.expected,
        ranges: [.init(level: forecast.level, low: forecast.low, high: forecast.high)]
      ) == nil
    )
  }
}
