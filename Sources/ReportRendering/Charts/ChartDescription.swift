import ReportDocument
import UsageModel

/// What those who cannot see a chart are told: range, extremes, gaps, what is expected, where the data is.
struct ChartDescription {
  let chart: Chart
  let words: ChartWords
  let format: NumberFormat

  init(_ chart: Chart, format: NumberFormat) {
    self.chart = chart
    self.format = format
    words = ChartWords(unit: chart.unit, format: format)
  }

  /// The sentences.
  var text: String {
    if let description = chart.description { return PlainText.oneLine(description) }
    var sentences: [String]
    switch chart.content {
    case .plot(let plot): sentences = [span(of: plot.axis)] + series(of: ChartPlot(plot))
    case .burnUp(let burnUp):
      sentences = [span(of: chart.axis)] + self.sentences(on: BurnUpPlot(burnUp))
    case .fan(let fan): sentences = [span(of: chart.axis)] + self.sentences(on: fan)
    case .calendar, .sparkline: sentences = [span(of: chart.axis)]
    case .flow(let flow): sentences = self.sentences(on: FlowLayout(flow))
    }
    for level in chart.levels {
      sentences.append("\(PlainText.oneLine(level.label)) is at \(words.level(level.value)).")
    }
    sentences.append("The table below the chart has every value.")
    return sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func span(of axis: ChartAxis) -> String {
    let count = axis.count
    guard count > 0 else { return "" }
    let isDays = if case .days = axis { true } else { false }
    let (first, last) = (words.place(0, on: axis), words.place(count - 1, on: axis))
    let ends = count > 1 ? "\(first) to \(last)" : first
    return "\(count) \(isDays ? "day" : "place")\(count == 1 ? "" : "s"), \(ends)."
  }

  private func series(of plot: ChartPlot) -> [String] {
    plot.series.prefix(SeriesColor.count + 2).map { series in
      sentence(on: series.exact, named: series.name, axis: plot.data.axis)
    }
  }

  private func sentence(
    on values: [FixedDecimal?],
    named name: String,
    axis: ChartAxis
  ) -> String {
    let known = values.enumerated().compactMap { index, value in value.map { (index, $0) } }
    guard let highest = known.max(by: { $0.1 < $1.1 }), let lowest = known.min(by: { $0.1 < $1.1 }),
      let first = known.first, let last = known.last
    else { return "\(name): no values." }
    var text = "\(name): "
    if known.count == 1 {
      text += "\(words.value(last.1)) at \(words.place(last.0, on: axis))"
    } else {
      text += "from \(words.value(first.1)) to \(words.value(last.1))"
      text += ", highest \(words.value(highest.1)) at \(words.place(highest.0, on: axis))"
      text += ", lowest \(words.value(lowest.1)) at \(words.place(lowest.0, on: axis))"
    }
    let missing = values.count - known.count
    if missing > 0 { text += ", \(missing) missing" }
    return text + "."
  }

  private func sentences(on plot: BurnUpPlot) -> [String] {
    var sentences: [String] = []
    if let last = plot.lastActual {
      sentences.append("Spent \(words.value(last.exact)) up to \(format.day(last.day)).")
    } else {
      sentences.append("Nothing is known of the days so far.")
    }
    if let end = plot.bands.last, let day = plot.forecast.last?.day {
      sentences.append(expected(end, on: day, decimals: plot.decimals))
    }
    if let reached = plot.reached, let budget = plot.burnUp.budget {
      let verb = reached.isExpected ? "is expected to be reached on" : "was reached on"
      sentences.append("\(PlainText.oneLine(budget.label)) \(verb) \(format.day(reached.day)).")
    }
    if let earlier = plot.burnUp.earlier, let last = plot.lastEarlier {
      sentences.append("\(PlainText.oneLine(earlier.name)): \(words.value(last.exact)).")
    }
    return sentences
  }

  private func sentences(on fan: Chart.Fan) -> [String] {
    var sentences: [String] = []
    if !fan.actual.isEmpty {
      sentences.append(
        sentence(on: fan.actual.map(\.known), named: "So far", axis: chart.axis)
      )
      let incomplete = fan.actual.count { $0.isIncomplete }
      if incomplete > 0 {
        sentences.append("\(incomplete) \(incomplete == 1 ? "day is" : "days are") incomplete.")
      }
    }
    if let end = fan.forecast?.days.last, let count = fan.forecast?.days.count {
      let last = fan.first.advanced(by: fan.actual.count + count - 1)
      sentences.append(expected(end, on: last, decimals: FanPlot(fan).decimals))
    }
    return sentences
  }

  private func expected(_ end: ChartForecast.Day, on day: Day, decimals: Int) -> String {
    var text = "Expected on \(format.day(day)): \(words.value(end.expected, decimals: decimals))"
    if let range = end.likely80 {
      text += ", with 80 percent likelihood \(words.value(range.lowerBound, decimals: decimals))"
      text += " to \(words.value(range.upperBound, decimals: decimals))"
    }
    return text + "."
  }

  private func sentences(on layout: FlowLayout) -> [String] {
    guard let largest = layout.receivers.first else { return [] }
    let pools = "\(layout.pools.count) \(layout.pools.count == 1 ? "pool" : "pools")"
    let apps = "\(layout.receivers.count) \(layout.receivers.count == 1 ? "receiver" : "receivers")"
    return [
      "\(pools) to \(apps).",
      "\(PlainText.oneLine(largest.name)) receives most, \(words.value(largest.amount)).",
    ]
  }
}
