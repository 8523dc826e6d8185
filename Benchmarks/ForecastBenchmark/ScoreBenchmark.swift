import Foundation
import UsageAnalysis
import UsageModel

/// Scores the methods on real series: each month's total, told from its days.
struct ScoreBenchmark {
  let folder: String

  func run() throws {
    let cases = try BenchmarkCase.read(from: folder)
    let series = Set(cases.map(\.series)).count
    print()
    print("Totals of months of \(series) series, told \(cases.count) times")
    print()
    print("| method | MAPE % | MASE | covers at 80 % | Winkler 80 | covers at 95 % | Winkler 95 |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    var told: [String: [Told]] = [:]
    for method in ForecastMethods.names.reversed() {
      guard let choice = ForecastChoice(named: method) else { continue }
      let forecaster = Forecaster(choice)
      let answers = try cases.map { try Told($0.forecast(by: forecaster)) }
      told[method] = answers
      if method != ForecastChoice.auto.name { printScore(of: method, answers, cases) }
    }
    let three = ["day_of_week", "ets", "theta"].compactMap { told[$0] }
    let mean = cases.indices.map { index in Told(meanOf: three.map { $0[index] }) }
    printScore(of: "mean of day_of_week, ets, theta", mean, cases)
    printScore(of: "auto", told["auto"] ?? [], cases)
  }

  private func printScore(of method: String, _ told: [Told], _ cases: [BenchmarkCase]) {
    let score = BenchmarkScore(of: told, for: cases)
    let figures = [
      (score.percentageError, "%.1f"), (score.scaledError, "%.2f"),
      (score.covered80 * 100, "%.1f"), (score.winkler80, "%.3f"),
      (score.covered95 * 100, "%.1f"), (score.winkler95, "%.3f"),
    ]
    let texts = figures.map { String(format: $0.1, $0.0) }
    print("| \(method) | \(texts.joined(separator: " | ")) |")
  }
}

/// What a method told of one month.
struct Told {
  let expected: Double
  let range80: ForecastRange
  let range95: ForecastRange

  /// What a forecast tells; a run rate that stands for one tells its own figure as its range.
  init(_ forecast: Forecast) {
    expected = forecast.expected ?? 0
    let none = ForecastRange(level: 0, low: expected, high: expected)
    range80 = forecast.range(0.8) ?? none
    range95 = forecast.range(0.95) ?? none
  }

  /// The means of several.
  init(meanOf told: [Told]) {
    func mean(_ figure: (Told) -> Double) -> Double {
      told.reduce(0) { $0 + figure($1) } / Double(told.count)
    }
    expected = mean(\.expected)
    range80 = ForecastRange(level: 0.8, low: mean(\.range80.low), high: mean(\.range80.high))
    range95 = ForecastRange(level: 0.95, low: mean(\.range95.low), high: mean(\.range95.high))
  }
}
