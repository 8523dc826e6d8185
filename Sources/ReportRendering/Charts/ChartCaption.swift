import ReportDocument
import UsageModel

/// What the marks of a chart mean, in the words behind its title.
enum ChartCaption {
  /// What is dashed, hatched and grey.
  static func text(
    _ forecast: ChartForecast?,
    earlier: ChartSeries? = nil,
    hasEstimates: Bool = false
  ) -> String {
    var sentences: [String] = []
    if let forecast, !forecast.days.isEmpty {
      let levels = [
        forecast.days.contains { $0.likely80 != nil } ? "80%" : nil,
        forecast.days.contains { $0.likely95 != nil } ? "95%" : nil,
      ].compactMap(\.self)
      let ranges = levels.joined(separator: " and ") + (levels.count == 1 ? " range" : " ranges")
      sentences.append(levels.isEmpty ? "Dashed: forecast." : "Dashed: forecast, with \(ranges).")
    }
    if hasEstimates { sentences.append("Hatched: estimate of what is missing.") }
    if let earlier { sentences.append("Grey: \(PlainText.oneLine(earlier.name)).") }
    return sentences.joined(separator: " ")
  }

  /// Which days a total leaves out; nil for none.
  static func note(on missing: [Day], format: NumberFormat) -> String? {
    guard !missing.isEmpty else { return nil }
    let shown = missing.prefix(5).map(format.day).joined(separator: ", ")
    let more = missing.count > 5 ? " and \(missing.count - 5) more days" : ""
    return "Without \(shown)\(more), of which nothing is known."
  }
}

/// What stands beside a sparkline: its last value, and between which values it moves.
struct SparkWords {
  /// The last value.
  let last: String
  /// Where that is, the range, and how many values are missing.
  let rest: String

  init(_ spark: Chart.Spark, _ words: ChartWords) {
    let values = spark.series.values
    let known = values.compactMap(\.self)
    guard let place = values.lastIndex(where: { $0 != nil }), let low = known.min(),
      let high = known.max(), let value = known.last
    else {
      (last, rest) = ("", "")
      return
    }
    last = words.value(value)
    var parts = place < spark.axis.count ? [words.place(place, on: spark.axis)] : []
    if low < high { parts.append("\(words.value(low))–\(words.value(high))") }
    if values.count > known.count { parts.append("\(values.count - known.count) missing") }
    rest = parts.joined(separator: " · ")
  }
}
