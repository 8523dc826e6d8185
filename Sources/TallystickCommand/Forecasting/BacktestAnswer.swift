import UsageAnalysis
import UsagePlugins

/// The forecast of one task, as its row says it.
struct BacktestAnswer: Sendable {
  /// The row, with the line's end.
  let row: String
  /// Whether it is more than a run rate.
  let isForecast: Bool

  /// The first line of the file.
  static let header = "series_id,month,origin_day,forecast,lo80,hi80,lo95,hi95\n"

  /// Answers tasks, in their order; each is worked out on its own, so more processors are quicker and change no digit.
  static func answers(
    to tasks: [BacktestTask],
    from known: [String: BacktestSeries],
    by forecaster: Forecaster
  ) async throws -> [BacktestAnswer] {
    try await withThrowingTaskGroup(of: (Int, BacktestAnswer).self) { group in
      for (index, task) in tasks.enumerated() {
        let values = known[task.series]?.values ?? []
        group.addTask {
          (index, BacktestAnswer(to: task, try forecaster.forecast(task.input(from: values))))
        }
      }
      var answers: [(Int, BacktestAnswer)] = []
      for try await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// Answers tasks by a method of the user's, one after the other.
  static func answers(
    to tasks: [BacktestTask],
    from known: [String: BacktestSeries],
    by method: MethodForecasts
  ) async throws -> [BacktestAnswer] {
    let inputs = tasks.map { $0.input(from: known[$0.series]?.values ?? []) }
    return try await method.map(inputs) { BacktestAnswer(to: tasks[$0], $1) }
  }

  private init(to task: BacktestTask, _ forecast: Forecast) {
    isForecast = forecast.reason == nil
    let ranges = [0.8, 0.95].flatMap { level in
      [forecast.range(level)?.low, forecast.range(level)?.high]
    }
    let figures = ([forecast.expected] + ranges).map { $0.map { "\($0)" } ?? "" }
    let place = [Self.quoted(task.series), "\(task.month)", "\(task.originDay)"]
    row = (place + figures).joined(separator: ",") + "\n"
  }

  /// A text as a field of CSV.
  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}

extension BacktestTask {
  /// What is known of a task's series at its origin.
  fileprivate func input(from values: [Double?]) -> ForecastInput {
    ForecastInput(
      values: Array(values[..<origin]),
      horizon: length - originDay,
      elapsed: originDay,
      soFar: values[start..<origin].reduce(0) { $0 + ($1 ?? 0) }
    )
  }
}
