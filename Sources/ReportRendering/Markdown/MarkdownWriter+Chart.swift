import ReportDocument
import UsageModel

extension MarkdownWriter {
  /// A chart becomes the table that says the same in this format.
  mutating func write(_ chart: Chart) {
    switch chart.content {
    case .plot(let plot): write(chart, ChartPlot(plot))
    case .burnUp(let burnUp): write(chart, BurnUpPlot(burnUp))
    case .fan(let fan): write(chart, FanPlot(fan))
    case .calendar(let calendar): write(chart, calendar)
    case .flow(let flow): write(chart, FlowLayout(flow))
    case .sparkline(let spark): write(chart, spark)
    }
  }

  private mutating func write(_ chart: Chart, _ plot: ChartPlot) {
    let words = ChartWords(unit: chart.unit, format: format)
    guard writeTitle(of: chart, hasData: plot.hasData) else { return }
    guard !plot.isAllZero else { return block(words.allZero + ".") }
    let data = ChartTable(chart, format: format)
    let (kind, axis) = (plot.data.kind, plot.data.axis)
    if plot.series.count == 1, kind == .bars || kind == .stacked, let calendar = calendar(of: plot)
    {
      write(CalendarLayout(calendar, unit: chart.unit, format: format), words)
      writeData(data, of: chart)
    } else if plot.series.count == 1, axis.count <= TextBar.sparkLimit {
      block(barTable(data.table))
    } else if case .labels = axis, axis.count <= TextBar.sparkLimit {
      block(text(of: data.table))
    } else {
      block(seriesTable(of: plot, words: words))
      writeData(data, of: chart)
    }
    writeLevels(of: chart, words)
  }

  private mutating func write(_ chart: Chart, _ layout: FlowLayout) {
    let data = ChartTable(chart, format: format)
    guard writeTitle(of: chart, hasData: !data.table.rows.isEmpty) else { return }
    block(barTable(data.table))
    for note in data.notes { block(paragraph(note)) }
  }

  private mutating func write(_ chart: Chart, _ spark: Chart.Spark) {
    let values = spark.series.values.map { $0?.approximation }
    guard writeTitle(of: chart, hasData: values.contains { $0 != nil }) else { return }
    let words = SparkWords(spark, ChartWords(unit: chart.unit, format: format))
    block("\(TextBar.spark(values)) **\(line(words.last))** \(line(words.rest))")
    writeData(ChartTable(chart, format: format), of: chart)
  }

  // MARK: Parts

  /// Title, note, and what the marks mean; gives whether there is anything to show.
  mutating func writeTitle(of chart: Chart, hasData: Bool, _ explanation: String = "") -> Bool {
    let title = "**\(line(PlainText.withStop(PlainText.oneLine(chart.title))))**"
    let note = chart.note.map { PlainText.withStop(PlainText.oneLine($0)) }
    let rest = [note, hasData ? explanation : ChartWords.noData].compactMap(\.self)
      .filter { !$0.isEmpty }
    block(([title] + rest.map(line)).joined(separator: " "))
    return hasData
  }

  mutating func writeLevels(of chart: Chart, _ words: ChartWords) {
    for level in chart.levels {
      let label = level.label.prefix(1).uppercased() + level.label.dropFirst()
      block("\(paragraph(label)): \(line(words.level(level.value))).")
    }
  }

  mutating func writeData(_ data: ChartTable, of chart: Chart) {
    openDetails("Data: \(chart.title)")
    block(text(of: data.table))
    for note in data.notes { block(paragraph(note)) }
    closeDetails()
  }

  /// The table with its first amounts as bars.
  private func barTable(_ table: Table) -> String {
    var table = table
    let place = table.columns.firstIndex { $0.isMain == true } ?? 1
    if table.columns.indices.contains(place) { table.columns[place].hasBar = true }
    return text(of: table)
  }

  /// A row for each series, with a sparkline.
  private func seriesTable(of plot: ChartPlot, words: ChartWords) -> String {
    var rows: [Row] = []
    for series in plot.series {
      let known = series.exact.compactMap(\.self)
      rows.append(
        Row([
          .text(series.name), words.cell(known.last), words.cell(known.min()),
          words.cell(known.max()), .series(series.values),
        ])
      )
    }
    let (axis, count) = (plot.data.axis, plot.data.axis.count)
    let first = count > 0 ? words.place(0, on: axis) : ""
    let last = count > 0 ? words.place(count - 1, on: axis) : ""
    return text(
      of: Table(
        columns: [
          Column("Series"), Column("Last"), Column("Lowest"), Column("Highest"),
          Column("\(first) – \(last)"),
        ],
        rows: rows
      )
    )
  }

  /// The days of a single series, where they lie so near each other that weeks show them well.
  private func calendar(of plot: ChartPlot) -> Chart.Calendar? {
    guard case .days(let days) = plot.data.axis, days.count >= 8, let first = days.first,
      let last = days.last, first <= last, last - first <= 92, let series = plot.series.first
    else { return nil }
    var actual = [DayAmount](repeating: .missing, count: last - first + 1)
    for (day, value) in zip(days, series.exact) {
      guard let value, (first...last).contains(day) else { continue }
      actual[day - first] = .complete(value)
    }
    return Chart.Calendar(first: first, actual: actual)
  }
}
