import ReportDocument
import UsageModel

/// The data of a chart as a table, with what must be said below it.
struct ChartTable {
  /// How many series have a column at most, "Other" among them.
  static let seriesLimit = 64

  /// How many pools of a flow have a column; more are listed line by line.
  static let poolLimit = 8

  let words: ChartWords
  var table: Table
  var notes: [String] = []

  init(_ chart: Chart, format: NumberFormat) {
    words = ChartWords(unit: chart.unit, format: format)
    table = Table(columns: [], rows: [])
    switch chart.content {
    case .plot(let plot): fill(plot.axis, plot.series)
    case .sparkline(let spark): fill(spark.axis, [spark.series])
    case .burnUp(let burnUp): fill(BurnUpPlot(burnUp))
    case .fan(let fan): fill(fan)
    case .calendar(let calendar): fill(calendar)
    case .flow(let flow): fill(flow)
    }
  }

  // MARK: Series

  private mutating func fill(_ axis: ChartAxis, _ series: [ChartSeries]) {
    let (shown, folded) = Self.folded(series, count: axis.count)
    let header: String
    let names: [Value]
    switch axis {
    case .days(let days): (header, names) = ("Day", days.map { .day($0) })
    case .labels(let labels): (header, names) = ("", labels.map { .text($0) })
    }
    let unit = words.unitName.isEmpty || shown.count > 1 ? "" : ", \(words.unitName)"
    table = Table(
      columns: [Column(header)]
        + shown.map { Column($0.name + unit, alignment: .right, isMain: false) },
      rows: names.indices.map { index in
        Row([names[index]] + shown.map { cell(index, of: $0) })
      }
    )
    if folded > 0 {
      notes.append(
        "A chart has \(Self.seriesLimit) series at most; the last \(folded) are added up as Other."
      )
    }
  }

  /// The series that have a column, the last ones added up, and how many those are.
  private static func folded(
    _ series: [ChartSeries],
    count: Int
  ) -> (shown: [ChartSeries], folded: Int) {
    guard series.count > seriesLimit else { return (series, 0) }
    let rest = series[(seriesLimit - 1)...]
    let sums = (0..<count).map { place -> FixedDecimal? in
      let known = rest.compactMap { place < $0.values.count ? $0.values[place] : nil }
      return known.isEmpty ? nil : try? FixedDecimal.sum(of: known)
    }
    let other = ChartSeries(
      "Other (\(rest.count))",
      values: sums,
      swatch: ChartSeries.foldedSwatch
    )
    return (Array(series[..<(seriesLimit - 1)]) + [other], rest.count)
  }

  /// A gap is not known; what lies after the last value is still to come.
  private func cell(_ index: Int, of series: ChartSeries) -> Value {
    let last = series.values.lastIndex { $0 != nil } ?? -1
    return index > last ? .missing : words.cell(series.values[index])
  }
}
