/// Makes forecasts of daily series.
///
/// Every method is tried from many days of the past; its errors there give the ranges, and `auto` its mixture. Only sums,
/// products and square roots are used, in a fixed order, so every machine comes to the same digits.
public struct Forecaster: Sendable {
  private let choice: ForecastChoice

  /// How many known days a forecast needs: two weeks to learn from, and one to try it on.
  public static let fewestDays: Int = 21

  /// A forecaster that uses a method.
  public init(_ choice: ForecastChoice = .auto) {
    self.choice = choice
  }

  /// Forecasts the days after those that are given.
  ///
  /// - Throws: ``ForecastError`` where a user's function gives something else than a number for each day, and what
  ///   the function throws.
  public func forecast(_ input: ForecastInput) throws -> Forecast {
    guard input.horizon > 0 else { return Forecast(known: input, method: choice.name) }
    let whole = ForecastHistory(input.values, weights: input.weights, elapsed: input.elapsed)
      .without(input.events)
    let history = whole.suffix(from: whole.idleDays)
    func declined(_ shortage: ForecastShortage) -> Forecast {
      Forecast(declining: input, reason: shortage.description, rate: shortage.rate)
    }
    if let shortage = ForecastShortage(of: history, for: input) { return declined(shortage) }
    let trial = try Trial(of: choice, on: history, days: input.horizon)
    let scale = ErrorScale.scale(
      ofDays: input.horizon,
      in: trial.test,
      level: Self.level(of: history, and: trial.path),
      known: history.knownDays
    )
    guard let scale else { return declined(.holes(in: history)) }
    return Forecast(
      of: input,
      method: choice.name,
      usage: trial.path,
      simulated: SimulatedPaths(
        around: trial.path,
        scale: scale,
        errors: trial.test,
        staysPositive: history.isNonNegative,
        seed: input.seed
      ),
      backTest: trial.summary(scale: scale, levels: input.levels),
      shift: trial.shift.map { LevelShift(day: $0.day + whole.idleDays, factor: $0.factor) },
      cycle: trial.cycle?.days
    )
  }

  /// The usual size of a day: the mean of what is told, of the last four weeks, and of all days.
  private static func level(of history: ForecastHistory, and usage: [Double]) -> Double {
    let recent = history.meanSize(
      of: max(0, history.count - 4 * ForecastHistory.week)..<history.count
    )
    let told =
      usage.isEmpty ? recent : usage.reduce(0) { $0 + $1.magnitude } / Double(usage.count)
    return (told + recent + history.meanSize(of: 0..<history.count)) / 3
  }
}

extension ForecastHistory {
  /// The history as it would have been without the events that were in it.
  fileprivate func without(_ events: [ForecastEvent]) -> ForecastHistory {
    guard events.contains(where: { $0.days.lowerBound < 0 }) else { return self }
    return changed { day, amount in
      var amount = amount
      for event in events where event.days.contains(day - count) {
        amount = event.removed(from: amount)
      }
      return amount
    }
  }
}
