import ReportDocument
import UsageModel

extension HTMLWriter {
  /// A calendar: a table a month, which is the chart itself and no picture of one.
  mutating func write(_ chart: Chart, _ calendar: Chart.Calendar) {
    let layout = CalendarLayout(calendar, unit: chart.unit, format: format)
    guard layout.hasData else { return writeNoData(chart) }
    writeCaption(of: chart)
    writeLegend(layout)
    let words = ChartWords(unit: chart.unit, format: format)
    raw("<div class=\"cals\">\n")
    for month in layout.months { write(month, of: layout, words) }
    raw("</div></figure>\n")
    var notes: [String] = []
    if layout.isIncomplete { notes.append("~ incomplete day.") }
    if layout.hasMissing { notes.append("? nothing is known.") }
    if layout.hasExpected { notes.append("Italic: expected.") }
    if layout.hasUpcoming { notes.append("Boxes without an amount are still to come.") }
    if !notes.isEmpty { writeNote(notes.joined(separator: " ")) }
    writeData(of: chart)
  }

  /// What the colours mean; the numbers say it too, so it is not read aloud.
  private mutating func writeLegend(_ layout: CalendarLayout) {
    raw("<p class=\"leg\" aria-hidden=\"true\"><span>")
    text(layout.unitName)
    raw("</span>")
    for (step, name) in layout.legend.enumerated() {
      raw("<span class=\"k h\(step)\">")
      text(name)
      raw("</span>")
    }
    raw("</p>\n")
  }

  private mutating func write(_ month: Month, of layout: CalendarLayout, _ words: ChartWords) {
    let days = layout.days(of: month)
    raw("<table class=\"cal\"><caption><b>\(Month.englishNames[month.month - 1])")
    if month.year != format.impliedYear { raw(" \(month.year)") }
    raw("</b> <span>")
    text(layout.total(of: days).map(words.value) ?? NumberFormat.missing)
    if layout.isRunning(days) { raw(" to date") }
    raw("</span></caption><thead><tr>")
    for name in CalendarLayout.weekdays {
      raw("<th scope=\"col\"><abbr title=\"\(name)\">\(name.prefix(2))</abbr></th>")
    }
    raw("</tr></thead><tbody>\n")
    for week in CalendarLayout.weeks(of: days) {
      raw("<tr>")
      for offset in 0..<7 {
        let day = week.advanced(by: offset)
        write(days.contains(day) ? layout.cell(day) : nil, day)
      }
      raw("</tr>\n")
    }
    raw("</tbody></table>\n")
  }

  private mutating func write(_ cell: CalendarLayout.Cell?, _ day: Day) {
    switch cell {
    case nil: raw("<td></td>")
    case .amount(let text, let step, let isIncomplete):
      let shown = (isIncomplete ? "~" : "") + text
      let classes = "h\(step)\(isIncomplete ? " inc" : "")\(shown.count > 4 ? " sm" : "")"
      raw("<td class=\"\(classes)\"><b>\(day.dayOfMonth)</b>")
      self.text(shown)
      raw("</td>")
    case .missing: raw("<td class=\"fu\"><b>\(day.dayOfMonth)</b>\(NumberFormat.unknown)</td>")
    case .expected(let text):
      raw("<td class=\"fu\(text.count > 4 ? " sm" : "")\"><b>\(day.dayOfMonth)</b><i>")
      self.text(text)
      raw("</i></td>")
    case .upcoming: raw("<td class=\"fu\"><b>\(day.dayOfMonth)</b></td>")
    }
  }
}
