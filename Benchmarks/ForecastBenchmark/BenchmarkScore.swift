import UsageAnalysis

/// How good forecasts of months were.
struct BenchmarkScore {
  /// The mean error in per cent of the outcome (MAPE).
  var percentageError = 0.0
  /// The mean error of a day ahead in units of the usual change within a week (MASE).
  var scaledError = 0.0
  /// The share of outcomes inside the range of 80 %.
  var covered80 = 0.0
  /// The same for 95 %.
  var covered95 = 0.0
  /// The mean width of the range of 80 %, with ten times what an outcome lies outside, as part of the outcome.
  var winkler80 = 0.0
  /// The same for 95 %, with forty times.
  var winkler95 = 0.0

  /// Scores what was told; months without usage and series without change have no such score and are left out.
  init(of told: [Told], for cases: [BenchmarkCase]) {
    var (positive, changing) = (0.0, 0.0)
    for (told, month) in zip(told, cases) {
      let outcome = month.outcome
      let error = (told.expected - outcome).magnitude
      let change = month.usualChange * Double(month.length - month.originDay)
      if change > 0 {
        changing += 1
        scaledError += error / change
      }
      guard outcome > 0 else { continue }
      positive += 1
      percentageError += 100 * error / outcome
      covered80 += Self.covers(told.range80, outcome)
      covered95 += Self.covers(told.range95, outcome)
      winkler80 += Self.winkler(told.range80, outcome, penalty: 10) / outcome
      winkler95 += Self.winkler(told.range95, outcome, penalty: 40) / outcome
    }
    scaledError /= changing
    percentageError /= positive
    covered80 /= positive
    covered95 /= positive
    winkler80 /= positive
    winkler95 /= positive
  }

  private static func covers(_ range: ForecastRange, _ outcome: Double) -> Double {
    range.low <= outcome && outcome <= range.high ? 1 : 0
  }

  private static func winkler(
    _ range: ForecastRange,
    _ outcome: Double,
    penalty: Double
  ) -> Double {
    range.high - range.low
      + penalty * (max(0, range.low - outcome) + max(0, outcome - range.high))
  }
}
