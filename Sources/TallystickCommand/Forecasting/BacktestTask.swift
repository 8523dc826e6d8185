/// A month to forecast from one of its days.
struct BacktestTask: Sendable {
  let series: String
  /// What the file calls the month.
  let month: Int
  /// How many of its days are known.
  let originDay: Int
  /// The step of its first day.
  let start: Int
  /// How many days it has.
  let length: Int

  /// The step that is the first to forecast.
  var origin: Int { start + originDay }

  private static let columns = [
    "series_id", "month", "origin_day", "month_start_step", "month_len",
  ]

  /// Reads a file of tasks about some series.
  static func read(
    _ bytes: [UInt8],
    file: String,
    of known: [String: BacktestSeries]
  ) throws -> [BacktestTask] {
    try BacktestTable(bytes, file: file, columns: columns).rows.map { row in
      let name = try row.text("series_id")
      guard let series = known[name] else { throw row.mistake("there is no series \"\(name)\"") }
      let length = try row.integer("month_len", in: 1...3660, "a number of days from 1 to 3660")
      let task = BacktestTask(
        series: name,
        month: try row.integer("month", in: Int.min...Int.max, "a whole number"),
        originDay: try row.integer(
          "origin_day",
          in: 0...length,
          "a number of days from 0 to \(length)"
        ),
        start: try row.integer("month_start_step", in: 0...1_000_000, "a day from 0 on"),
        length: length
      )
      guard task.origin <= series.values.count else {
        throw row.mistake(
          "the steps before \(task.origin) have to be known, and \(name) ends with step \(series.values.count - 1)"
        )
      }
      return task
    }
  }
}
