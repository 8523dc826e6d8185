import ReportDocument
import UsageModel

extension MarkdownWriter {
  mutating func write(_ chart: Chart, _ calendar: Chart.Calendar) {
    let layout = CalendarLayout(calendar, unit: chart.unit, format: format)
    guard writeTitle(of: chart, hasData: layout.hasData) else { return }
    write(layout, ChartWords(unit: chart.unit, format: format))
    writeData(ChartTable(chart, format: format), of: chart)
  }

  /// The days so far as weeks, with those to come in italics.
  mutating func write(_ chart: Chart, _ plot: FanPlot) {
    let words = ChartWords(unit: chart.unit, format: format)
    let ranges = ChartCaption.text(plot.fan.forecast)
    let explanation = ranges.isEmpty ? "" : "Italic: forecast."
    guard writeTitle(of: chart, hasData: plot.hasData, explanation) else { return }
    guard !plot.isAllZero else { return block(words.allZero + ".") }
    let calendar = Chart.Calendar(
      first: plot.fan.first,
      actual: plot.fan.actual,
      upcoming: plot.forecast.map { $0.expected }
    )
    write(CalendarLayout(calendar, unit: chart.unit, format: format), words)
    writeData(ChartTable(chart, format: format), of: chart)
    writeLevels(of: chart, words)
  }

  /// Weeks by weekdays, amounts with a shade.
  mutating func write(_ layout: CalendarLayout, _ words: ChartWords) {
    let days = layout.calendar.days
    let names = CalendarLayout.weekdays.map { String($0.prefix(3)) }
    var lines = [
      Self.row(["Week"] + names + ["Total"]),
      Self.row([":--"] + names.map { _ in "--:" } + ["--:"]),
    ]
    for week in CalendarLayout.weeks(of: days) {
      let range = (week..<week.advanced(by: 7)).clamped(to: days)
      var cells = [line(weekName(range))]
      for offset in 0..<7 {
        let day = week.advanced(by: offset)
        cells.append(layout.cell(day).map(text(of:)) ?? "")
      }
      cells.append(line(layout.total(of: range).map(words.value) ?? NumberFormat.missing))
      lines.append(Self.row(cells))
    }
    if let total = layout.total(of: days) {
      let blank = [String](repeating: "", count: 7)
      lines.append(Self.row(["**Total**"] + blank + ["**\(line(words.value(total)))**"]))
    }
    block(lines.joined(separator: "\n"))
    block(paragraph(legend(of: layout, words)))
  }

  private func text(of cell: CalendarLayout.Cell) -> String {
    switch cell {
    case .amount(let text, let step, let isIncomplete):
      let shade = Self.shade(step)
      return line((isIncomplete ? "~" : "") + text) + (shade.isEmpty ? "" : " " + shade)
    case .missing: return NumberFormat.unknown
    case .expected(let text): return "*\(line(text))*"
    case .upcoming: return ""
    }
  }

  /// Four shades for six steps.
  private static func shade(_ step: Int) -> String {
    switch step {
    case ...1: "░"
    case 2: "▒"
    case 3: "▓"
    default: "█"
    }
  }

  private func legend(of layout: CalendarLayout, _ words: ChartWords) -> String {
    let bounds = layout.steps.bounds[1...3].map { bound in
      words.value(bound, decimals: layout.steps.decimals)
    }
    var sentences = [
      "░ below \(bounds[0]), ▒ from \(bounds[0]), ▓ from \(bounds[1]), █ from \(bounds[2])."
    ]
    if layout.isIncomplete { sentences.append("~: incomplete day.") }
    if layout.hasMissing { sentences.append("?: nothing is known.") }
    if layout.hasExpected { sentences.append("Italic: expected.") }
    return sentences.joined(separator: " ")
  }

  private func weekName(_ range: Range<Day>) -> String {
    let first = range.lowerBound
    let last = range.upperBound.advanced(by: -1)
    if first == last { return format.day(first) }
    return first.month == last.month
      ? "\(first.dayOfMonth)–\(format.day(last))" : "\(format.day(first)) – \(format.day(last))"
  }
}
