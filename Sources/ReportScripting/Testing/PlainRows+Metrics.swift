import LuaHost
import UsageModel

extension PlainRows {
  /// The metrics of a test, by name: rows with `day`, `value`, and a text for each dimension.
  ///
  /// A metric without a row is none, as in a store.
  func metrics(_ value: LuaValue) throws(HostError) -> [MetricSeries] {
    guard case .table(let table) = value else { return [] }
    guard table.array.isEmpty, table.others.isEmpty else {
      throw HostError(
        "option \"metrics\": takes lists of rows by the metric's name: "
          + "{ users = { { day = \"2026-10-01\", value = 120 } } }"
      )
    }
    var metrics: [MetricSeries] = []
    for name in table.fields.keys.sorted() {
      if let mistake = MetricFile.mistake(inName: name) {
        throw HostError("option \"metrics\": \(mistake)")
      }
      guard case .table(let list) = table[name] else {
        throw HostError(
          "option \"metrics\": \(name): expected a list of rows, got \(describe(table[name]))"
        )
      }
      let rows = try entries(of: list, as: "option \"metrics\": \(name): ")
      if !rows.isEmpty { metrics.append(try metric(name, rows)) }
    }
    return metrics
  }

  private func metric(_ name: String, _ rows: [LuaValue]) throws(HostError) -> MetricSeries {
    let own = ["day", "value"]
    // The first row says what all values are told apart by.
    var dimensions: [String] = []
    if case .table(let first)? = rows.first {
      dimensions = first.fields.keys.filter { !own.contains($0) }.sorted()
    }
    var points: [MetricPoint] = []
    for (index, value) in rows.enumerated() {
      let row = try PlainRow(
        value,
        "metric \(name), row \(index + 1)",
        fields: own + dimensions
      )
      let day = try row.day()
      guard let amount = try row.decimal("value") else { throw row.missing("value") }
      let key = try dimensions.map { dimension throws(HostError) -> String in
        let text = try row.requiredText(dimension)
        guard !text.isEmpty else { throw row.error(dimension, "expected a text, got \"\"") }
        return text
      }
      if let earlier = points.firstIndex(where: { $0.day == day && $0.key == key }) {
        let what = ([day.description] + key).joined(separator: ", ")
        throw row.error("day", "\(what) was given in row \(earlier + 1) already")
      }
      points.append(MetricPoint(day: day, key: key, value: amount))
    }
    return MetricSeries(name: name, dimensions: dimensions, points: points)
  }
}
