import ReportDocument
import UsageModel

// A row a day, with what is expected of those to come.

extension ChartTable {
  mutating func fill(_ plot: BurnUpPlot) {
    let earlier = plot.burnUp.earlier
    table.columns = columns("Spent", hasForecast: !plot.forecast.isEmpty, plot.bands)
    if let earlier { table.columns.append(Column(earlier.name, alignment: .right)) }
    let shown = max(
      plot.actual.count + plot.forecast.count,
      plot.lastEarlier == nil ? 0 : plot.earlier.count
    )
    for index in 0..<shown {
      var cells: [Value] = [.day(plot.burnUp.days.lowerBound.advanced(by: index))]
      cells.append(
        index < plot.actual.count ? words.cell(plot.actual[index]?.exact) : .missing
      )
      if !plot.forecast.isEmpty {
        let place = index - plot.actual.count
        let day = plot.bands.indices.contains(place) ? plot.bands[place] : nil
        cells += self.cells(of: day, plot.bands, decimals: plot.decimals)
      }
      if earlier != nil {
        let isKnown = index < plot.earlier.count
        cells.append(isKnown ? words.cell(plot.earlier[index]?.exact) : .missing)
      }
      table.rows.append(Row(cells))
    }
  }

  mutating func fill(_ fan: Chart.Fan) {
    let plot = FanPlot(fan)
    table.columns = columns("Amount", hasForecast: !plot.forecast.isEmpty, plot.forecast)
    for (index, day) in fan.actual.enumerated() {
      var cells: [Value] = [.day(plot.day(index)), cell(day)]
      if !plot.forecast.isEmpty { cells += self.cells(of: nil, plot.forecast, decimals: 0) }
      table.rows.append(Row(cells))
    }
    for (index, day) in plot.forecast.enumerated() {
      let cells = self.cells(of: day, plot.forecast, decimals: plot.decimals)
      table.rows.append(Row([.day(plot.day(fan.actual.count + index)), .missing] + cells))
    }
    noteIncomplete(fan.actual)
  }

  mutating func fill(_ calendar: Chart.Calendar) {
    let isExpecting = calendar.upcoming.contains { $0 != nil }
    table.columns = columns("Amount", hasForecast: isExpecting, [])
    let decimals = CalendarLayout.steps(for: calendar, unit: words.unit).decimals
    for (index, day) in calendar.days.enumerated() {
      let isOver = index < calendar.actual.count
      // A day of which nothing is expected is not worth a row.
      let expected = isOver ? nil : calendar.upcoming[index - calendar.actual.count]
      guard isOver || expected != nil else { continue }
      var cells: [Value] = [.day(day), isOver ? cell(calendar.actual[index]) : .missing]
      if isExpecting {
        cells.append(expected.map { words.cell($0, decimals: decimals) } ?? .missing)
      }
      table.rows.append(Row(cells))
    }
    noteIncomplete(calendar.actual)
  }

  private func columns(
    _ amount: String,
    hasForecast: Bool,
    _ days: [ChartForecast.Day]
  ) -> [Column] {
    let unit = words.unitName.isEmpty ? "" : ", \(words.unitName)"
    var titles = [amount + unit]
    if hasForecast { titles.append("Expected") }
    if days.contains(where: { $0.likely80 != nil }) { titles.append("80% range") }
    if days.contains(where: { $0.likely95 != nil }) { titles.append("95% range") }
    return [Column("Day")] + titles.map { Column($0, alignment: .right, isMain: false) }
  }

  /// The expected amount and the ranges that any of the days has.
  private func cells(
    of day: ChartForecast.Day?,
    _ days: [ChartForecast.Day],
    decimals: Int
  ) -> [Value] {
    func text(_ range: ClosedRange<FixedDecimal>?) -> Value {
      range.map { .text(words.range($0, decimals: decimals)) } ?? .missing
    }
    var cells = [day.map { words.cell($0.expected, decimals: decimals) } ?? .missing]
    if days.contains(where: { $0.likely80 != nil }) { cells.append(text(day?.likely80)) }
    if days.contains(where: { $0.likely95 != nil }) { cells.append(text(day?.likely95)) }
    return cells
  }

  private func cell(_ day: DayAmount) -> Value {
    let value = words.cell(day.known)
    return day.isIncomplete ? .marked(value, "†") : value
  }

  private mutating func noteIncomplete(_ days: [DayAmount]) {
    if days.contains(where: \.isIncomplete) { notes.append("† Incomplete: more may be added.") }
  }
}
