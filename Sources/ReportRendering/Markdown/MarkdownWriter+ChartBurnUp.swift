import ReportDocument
import UsageModel

extension MarkdownWriter {
  /// How many cells the bar of a whole budget has.
  private static let barCells = 20

  /// A table of every fifth day, with the newest one, the one on which the budget is reached, and the last.
  mutating func write(_ chart: Chart, _ plot: BurnUpPlot) {
    let words = ChartWords(unit: chart.unit, format: format)
    let hasForecast = !plot.forecast.isEmpty
    let explanation = "Total at the end of the day\(hasForecast ? "; italic: forecast" : "")."
    guard writeTitle(of: chart, hasData: plot.hasData, explanation) else { return }
    guard !plot.isAllZero || plot.burnUp.budget != nil else { return block(words.allZero + ".") }
    let budget = plot.burnUp.budget.flatMap { $0.value > .zero ? $0.value : nil }
    let hasRange = plot.bands.contains { $0.likely80 != nil }
    let earlier = plot.lastEarlier == nil ? nil : plot.burnUp.earlier
    var header = ["Day", "Spent"]
    if hasRange { header.append("80% range") }
    if let earlier { header.append(cell(earlier.name)) }
    if let budget { header.append("Of \(line(words.level(budget)))") }
    var lines = [
      Self.row(header + [""]),
      Self.row([":--"] + header.dropFirst().map { _ in "--:" } + [":--"]),
    ]
    let highest =
      budget ?? (plot.actual.compactMap(\.self) + plot.forecast).map(\.exact).max() ?? .zero
    for index in shownDays(of: plot) {
      let isExpected = index >= plot.actual.count
      let point = isExpected ? plot.forecast[index - plot.actual.count] : plot.actual[index]
      let emphasis = isExpected ? "*" : ""
      func text(_ text: String) -> String { emphasis + line(text) + emphasis }
      let day = plot.burnUp.days.lowerBound.advanced(by: index)
      let amount = point.map {
        isExpected ? words.value($0.exact, decimals: plot.decimals) : words.value($0.exact)
      }
      var cells = [text(format.day(day)), amount.map(text) ?? NumberFormat.unknown]
      if hasRange {
        let range = isExpected ? plot.bands[index - plot.actual.count].likely80 : nil
        cells.append(
          range.map { text(words.range($0, decimals: plot.decimals)) } ?? NumberFormat.missing
        )
      }
      if earlier != nil {
        let value = index < plot.earlier.count ? plot.earlier[index]?.exact : nil
        cells.append(value.map { line(words.value($0)) } ?? NumberFormat.missing)
      }
      if let budget {
        let share = point.flatMap { try? $0.exact.divided(by: budget) } ?? nil
        cells.append(share.map { text(format.percent($0, decimals: 0)) } ?? NumberFormat.missing)
      }
      let bar = point.map { self.bar($0.exact, of: highest, isExpected: isExpected) } ?? ""
      cells.append(bar + (budget.map { (point?.exact ?? .zero) > $0 } ?? false ? " over" : ""))
      lines.append(Self.row(cells))
    }
    block(lines.joined(separator: "\n"))
    writeRemarks(on: plot, words)
    writeData(ChartTable(chart, format: format), of: chart)
  }

  private mutating func writeRemarks(on plot: BurnUpPlot, _ words: ChartWords) {
    if let budget = plot.burnUp.budget {
      var sentence = "\(budget.label): \(words.level(budget.value))"
      if let reached = plot.reached {
        sentence += reached.isExpected ? ", probably reached on " : ", reached on "
        sentence += format.day(reached.day)
      }
      block(paragraph(sentence + "."))
    }
    if let note = ChartCaption.note(on: plot.missing, format: format) { block(paragraph(note)) }
  }

  /// The places of the days that the table shows.
  private func shownDays(of plot: BurnUpPlot) -> [Int] {
    let count = plot.actual.count + plot.forecast.count
    let known = plot.actual.lastIndex { $0 != nil }
    let reached = plot.reached.map { $0.day - plot.burnUp.days.lowerBound }
    return (0..<count).filter { index in
      let day = plot.burnUp.days.lowerBound.advanced(by: index)
      let isFifth = plot.burnUp.days.count > 10 ? day.dayOfMonth % 5 == 0 : true
      return isFifth || index == known || index == reached || index == count - 1
    }
  }

  /// A bar that never is longer than the whole; what is expected is shaded.
  private func bar(_ amount: FixedDecimal, of whole: FixedDecimal, isExpected: Bool) -> String {
    let (value, highest) = (amount.approximation, whole.approximation)
    guard value > 0 else { return "" }
    let bar = TextBar.bar(min(value, highest), highest: highest, cells: Self.barCells)
    return isExpected ? String(repeating: "▒", count: bar.count) : bar
  }
}
