import ReportDocument
import UsageModel

/// The words around a chart: values, places, the description, the data as a table.
struct ChartWords {
  /// How many series the table of a chart has at most.
  static let seriesLimit = 64

  let chart: Chart
  let format: NumberFormat

  /// A value in the chart's unit.
  func value(_ value: FixedDecimal) -> String {
    switch chart.unit {
    case .money(let currency): format.money(Money(value, currency))
    case .count: format.number(value.rounded(toPlaces: 2))
    }
  }

  /// A value that was set by hand: without decimals when it is whole.
  func level(_ value: FixedDecimal) -> String {
    guard case .money(let currency) = chart.unit, value.isWhole else { return self.value(value) }
    return format.money(Money(value, currency), decimals: 0)
  }

  /// A value as a cell.
  func cell(_ value: FixedDecimal?) -> Value {
    guard let value else { return .unknown }
    switch chart.unit {
    case .money(let currency): return .money(Money(value, currency))
    case .count: return .number(value)
    }
  }

  /// The name of a place on the axis.
  func place(_ index: Int) -> String {
    switch chart.axis {
    case .days(let days): format.day(days[index])
    case .labels(let labels): PlainText.oneLine(labels[index])
    }
  }

  /// What those who cannot see the chart are told: range, extremes, gaps, where the data is.
  func description(of plot: ChartPlot) -> String {
    if let description = chart.description { return PlainText.oneLine(description) }
    var sentences: [String] = []
    let count = chart.axis.count
    if count > 0 {
      let isDays: Bool
      if case .days = chart.axis { isDays = true } else { isDays = false }
      let ends = count > 1 ? "\(place(0)) to \(place(count - 1))" : place(0)
      sentences.append("\(count) \(isDays ? "day" : "place")\(count == 1 ? "" : "s"), \(ends).")
    }
    for series in plot.series.prefix(SeriesColor.count + 2) {
      sentences.append(sentence(on: series))
    }
    for level in chart.levels {
      sentences.append("\(PlainText.oneLine(level.label)) is at \(self.level(level.value)).")
    }
    sentences.append("The table below the chart has every value.")
    return sentences.joined(separator: " ")
  }

  private func sentence(on series: ChartPlot.Series) -> String {
    let known = series.exact.enumerated().compactMap { index, value in value.map { (index, $0) } }
    guard let highest = known.max(by: { $0.1 < $1.1 }), let lowest = known.min(by: { $0.1 < $1.1 }),
      let first = known.first, let last = known.last
    else { return "\(series.name): no values." }
    var text = "\(series.name): "
    if known.count == 1 {
      text += "\(value(last.1)) at \(place(last.0))"
    } else {
      text += "from \(value(first.1)) to \(value(last.1))"
      text += ", highest \(value(highest.1)) at \(place(highest.0))"
      text += ", lowest \(value(lowest.1)) at \(place(lowest.0))"
    }
    let missing = series.exact.count - known.count
    if missing > 0 { text += ", \(missing) missing" }
    return text + "."
  }

  /// The data as a table, a column for each series.
  var table: Table {
    let shown = chart.series.prefix(Self.seriesLimit)
    let header: String
    let names: [Value]
    switch chart.axis {
    case .days(let days): (header, names) = ("Day", days.map { .day($0) })
    case .labels(let labels): (header, names) = ("", labels.map { .text($0) })
    }
    let unit: String
    if case .count(let name) = chart.unit, !name.isEmpty { unit = ", \(name)" } else { unit = "" }
    return Table(
      columns: [Column(header)]
        + shown.map {
          Column($0.name + (shown.count == 1 ? unit : ""), alignment: .right, isMain: false)
        },
      rows: names.indices.map { index in
        Row([names[index]] + shown.map { cell(index, of: $0) })
      }
    )
  }

  /// A gap is not known; what lies after the last value is still to come.
  private func cell(_ index: Int, of series: ChartSeries) -> Value {
    let last = series.values.lastIndex { $0 != nil } ?? -1
    return index > last ? .missing : cell(series.values[index])
  }

  /// What to say about series that neither chart nor table show.
  var seriesNote: String? {
    let left = chart.series.count - Self.seriesLimit
    return left > 0 ? "\(left) more series are left out of the table." : nil
  }

  /// The sentence in place of a chart without values.
  static let noData = "No data for this period."

  /// The text in a chart whose values are all zero.
  var allZero: String {
    if case .money = chart.unit { return "No spend in this period" }
    return "Nothing in this period"
  }
}
