/// A daily series to back-test on.
struct BacktestSeries {
  /// The values by step; nil is unknown.
  private(set) var values: [Double?] = []
  /// On which line each step was given.
  private var lines: [Int: Int] = [:]

  /// More steps than any real series has, and few enough to hold.
  private static let mostSteps = 100_000

  /// Reads a file; its steps may come in any order, and steps without a row are unknown.
  static func read(_ bytes: [UInt8], file: String) throws -> [String: BacktestSeries] {
    let table = try BacktestTable(bytes, file: file, columns: ["series_id", "step", "value"])
    var all: [String: BacktestSeries] = [:]
    for row in table.rows {
      let name = try row.text("series_id")
      let step = try row.integer("step", in: 0...mostSteps, "a day from 0 to \(mostSteps)")
      let value = try row.number("value")
      try all[name, default: BacktestSeries()].add(value, at: step, of: name, from: row)
    }
    return all
  }

  private mutating func add(
    _ value: Double?,
    at step: Int,
    of name: String,
    from row: BacktestTable.Row
  ) throws {
    if let line = lines.updateValue(row.line, forKey: step) {
      throw row.mistake("step \(step) of \(name) was given on line \(line) already")
    }
    while values.count <= step { values.append(nil) }
    values[step] = value
  }
}
