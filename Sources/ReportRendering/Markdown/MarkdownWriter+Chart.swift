import ReportDocument
import UsageModel

extension MarkdownWriter {
  /// A chart becomes the table that says the same in this format.
  mutating func write(_ chart: Chart) {
    let plot = ChartPlot(chart)
    let words = ChartWords(chart: chart, format: format)
    let title = "**\(line(PlainText.withStop(PlainText.oneLine(chart.title))))**"
    let note = plot.hasData ? chart.note : ChartWords.noData
    block(title + (note.map { " " + line($0) } ?? ""))
    guard plot.hasData else { return }
    guard !plot.isAllZero else { return block(words.allZero + ".") }
    if case .days(let days) = chart.axis, plot.series.count == 1, days.count >= 8, isCalendar(days),
      chart.kind == .bars || chart.kind == .stacked
    {
      writeWeeks(of: plot, days: days, words: words)
      writeData(words)
    } else if plot.series.count == 1, chart.axis.count <= TextBar.sparkLimit {
      block(barTable(of: plot, words: words))
    } else if case .labels = chart.axis, chart.axis.count <= TextBar.sparkLimit {
      block(text(of: words.table))
    } else {
      block(seriesTable(of: plot, words: words))
      writeData(words)
    }
    for level in chart.levels {
      block("\(paragraph(level.label)): \(line(words.level(level.value))).")
    }
    if let note = words.seriesNote { block(note) }
  }

  /// Whether days lie so near each other that weeks show them well.
  private func isCalendar(_ days: [Day]) -> Bool {
    guard let first = days.first, let last = days.last else { return false }
    return first <= last && last - first <= 92
  }

  private mutating func writeData(_ words: ChartWords) {
    openDetails("Data: \(words.chart.title)")
    block(text(of: words.table))
    closeDetails()
  }

  /// A row for each place, with a bar.
  private func barTable(of plot: ChartPlot, words: ChartWords) -> String {
    var table = words.table
    table.columns[1].hasBar = true
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
    let first = plot.chart.axis.count > 0 ? words.place(0) : ""
    let last = plot.chart.axis.count > 0 ? words.place(plot.chart.axis.count - 1) : ""
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

  /// Weeks by weekdays, amounts with a shade.
  private mutating func writeWeeks(of plot: ChartPlot, days: [Day], words: ChartWords) {
    guard let first = days.first, let last = days.last, let series = plot.series.first else {
      return
    }
    let values = Dictionary(
      zip(days, zip(series.values, series.exact)),
      uniquingKeysWith: { first, _ in first }
    )
    let highest = series.values.compactMap(\.self).max() ?? 0
    // Days lose their decimals where whole units say enough.
    let decimals = highest >= 20 ? 0 : 2
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    var lines = [
      Self.row(["Week"] + weekdays + ["Total"]),
      Self.row([":--"] + weekdays.map { _ in "--:" } + ["--:"]),
    ]
    var week = first.startOfWeek
    while week <= last {
      let range = max(week, first)...min(week.advanced(by: 6), last)
      var cells = [weekName(range)]
      var known: [FixedDecimal] = []
      for offset in 0..<7 {
        let day = week.advanced(by: offset)
        guard range.contains(day), let (value, exact) = values[day] else {
          cells.append("")
          continue
        }
        guard let value, let exact else {
          cells.append(NumberFormat.unknown)
          continue
        }
        known.append(exact)
        let shade = TextBar.shade(value, highest: highest)
        cells.append(format.number(exact, decimals: decimals) + (shade.isEmpty ? "" : " " + shade))
      }
      let sum = try? FixedDecimal.sum(of: known)
      cells.append(
        known.isEmpty ? NumberFormat.missing : sum.map(words.value) ?? NumberFormat.unknown
      )
      lines.append(Self.row(cells.map(line)))
      week = week.advanced(by: 7)
    }
    block(lines.joined(separator: "\n"))
    block("░ up to a quarter of the highest day, ▒ half, ▓ three quarters, █ more.")
  }

  private func weekName(_ range: ClosedRange<Day>) -> String {
    let first = range.lowerBound
    let last = range.upperBound
    if first == last { return format.day(first) }
    return first.month == last.month
      ? "\(first.dayOfMonth)–\(format.day(last))" : "\(format.day(first)) – \(format.day(last))"
  }
}
