public import UsageModel

/// How earlier forecasts of a question turned out.
public struct ForecastRecord: Sendable {
  /// A forecast with what came.
  public struct Entry: Sendable {
    /// What was told.
    public let forecast: ShownForecast
    /// What the period came to, as it is known now.
    public let actual: Double

    /// How far the forecast was off, as a part of what came: above zero where it was too high; nil where nothing came.
    public var error: Double? {
      actual == 0 ? nil : (forecast.expected - actual) / actual.magnitude
    }

    /// Whether the range of a level held; nil where none was told.
    public func isHeld(_ level: Int) -> Bool? {
      forecast.range(level).map { $0.low <= actual && actual <= $0.high }
    }
  }

  /// The forecasts, those of the latest period first; within a period in the order in which they were made.
  public let entries: [Entry]

  /// Compares forecasts with what came; nil where there is none to compare.
  ///
  /// - Parameters:
  ///   - forecasts: The forecasts of one question.
  ///   - today: The first day that is not over: periods that end later are left out.
  ///   - actual: What some days came to; nil where nothing is known of them.
  public init?(
    of forecasts: [ShownForecast],
    before today: Day,
    actual: (Range<Day>) throws -> FixedDecimal?
  ) rethrows {
    var known: [Range<Day>: FixedDecimal?] = [:]
    var entries: [Entry] = []
    for forecast in forecasts where forecast.days.upperBound <= today {
      let came = try known[forecast.days] ?? actual(forecast.days)
      known[forecast.days] = .some(came)
      guard let came else { continue }
      entries.append(Entry(forecast: forecast, actual: came.approximation))
    }
    guard !entries.isEmpty else { return nil }
    self.entries = entries.sorted { left, right in
      let (first, second) = (left.forecast, right.forecast)
      if first.days.upperBound != second.days.upperBound {
        return first.days.upperBound > second.days.upperBound
      }
      if first.days.lowerBound != second.days.lowerBound {
        return first.days.lowerBound > second.days.lowerBound
      }
      return first.madeOn < second.madeOn
    }
  }

  /// How many periods the forecasts are of.
  public var periods: Int { Set(entries.map(\.forecast.days)).count }

  /// How far forecasts were off in the mean, as a part of what came; nil where nothing came.
  public var error: Double? {
    let errors = entries.compactMap { $0.error?.magnitude }
    return errors.isEmpty ? nil : errors.reduce(0, +) / Double(errors.count)
  }

  /// How often the range of a level held; nil where none was told.
  public func coverage(_ level: Int) -> Double? {
    let held = entries.compactMap { $0.isHeld(level) }
    return held.isEmpty ? nil : Double(held.count { $0 }) / Double(held.count)
  }

  /// The levels that any of the forecasts told.
  public var levels: [Int] {
    Set(entries.flatMap { $0.forecast.ranges.map(\.level) }).sorted()
  }
}
