import Foundation
import UsageAnalysis
import UsageModel

/// A month of a real series, told from one of its days.
struct BenchmarkCase {
  let series: String
  /// All values, also those that are not told yet.
  let values: [Double]
  let start: Int
  let originDay: Int
  let length: Int

  /// What the month came to.
  var outcome: Double { values[start..<start + length].reduce(0, +) }

  /// The mean change within a week before the day: what errors are compared with.
  var usualChange: Double {
    let known = 7..<start + originDay
    return known.reduce(0) { $0 + (values[$1] - values[$1 - 7]).magnitude } / Double(known.count)
  }

  func forecast(by forecaster: Forecaster) throws -> Forecast {
    try forecaster.forecast(
      ForecastInput(
        values: Array(values[..<(start + originDay)]),
        horizon: length - originDay,
        elapsed: originDay,
        soFar: values[start..<start + originDay].reduce(0, +)
      )
    )
  }

  /// Reads the months of a folder; where a column `core` marks some, only those.
  static func read(from folder: String) throws -> [BenchmarkCase] {
    var values: [String: [Double]] = [:]
    for row in try rows(of: "\(folder)/series.csv") {
      values[row["series_id"] ?? "", default: []].append(Double(row["value"] ?? "") ?? 0)
    }
    return try rows(of: "\(folder)/tasks.csv").compactMap { row in
      guard row["core"] != "0", let series = row["series_id"], let all = values[series],
        let start = Int(row["month_start_step"] ?? ""), let day = Int(row["origin_day"] ?? ""),
        let length = Int(row["month_len"] ?? ""), start + length <= all.count
      else { return nil }
      return BenchmarkCase(
        series: series,
        values: all,
        start: start,
        originDay: day,
        length: length
      )
    }
  }

  private static func rows(of file: String) throws -> [[String: String]] {
    var reader = CSVReader(Array(try Data(contentsOf: URL(filePath: file))))
    guard let header = try reader.next() else { return [] }
    var rows: [[String: String]] = []
    while let record = try reader.next() {
      rows.append(Dictionary(zip(header.fields, record.fields)) { first, _ in first })
    }
    return rows
  }
}
