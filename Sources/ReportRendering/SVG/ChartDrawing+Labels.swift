import ReportDocument
import UsageModel

extension ChartDrawing {
  /// Whether series need a swatch beside their name to be told apart.
  private var needsSwatches: Bool { plot.mainSeries.count > 1 }

  private var isStacked: Bool { plot.data.kind == .stacked || plot.data.kind == .area }

  private var endLabels: [EndLabel] { seriesLabels + referenceLabels + levelLabels }

  private var seriesLabels: [EndLabel] {
    // A single row of columns is labelled at its highest one instead.
    guard needsSwatches || !isSlots else { return [] }
    let stack = isStacked ? plot.stack : []
    return plot.mainSeries.enumerated().compactMap { index, series in
      guard let last = series.lastIndex, let value = series.values[last],
        let exact = series.exact[last]
      else { return nil }
      var height = value
      if isStacked, needsSwatches, let part = stack[index][last] {
        height = (part.from + part.to) / 2
      }
      let x = needsSwatches ? 1 : plot.positions[last]
      let endsAtPoint = x > 0.5 && x < 0.95
      let isRising = series.values[..<last].last(where: { $0 != nil }).flatMap { $0 } ?? 0 <= value
      return EndLabel(
        x: x,
        y: canvas.y(height) + (endsAtPoint ? isRising ? -12 : 12 : 0),
        // Where the axis has names, the last place is not the latest one.
        value: needsSwatches && !isAlongDays ? "" : words.brief(exact),
        name: series.name,
        color: needsSwatches ? series.color : nil,
        importance: 100 - index,
        weight: series.color == .accent ? .accent : .strong,
        phone: needsSwatches ? .name : .value,
        endsAtPoint: endsAtPoint
      )
    }
  }

  private var referenceLabels: [EndLabel] {
    plot.series.filter(\.isReference).enumerated().compactMap { index, series in
      guard let last = series.lastIndex, let value = series.values[last],
        let exact = series.exact[last]
      else { return nil }
      return EndLabel(
        y: canvas.y(value),
        value: words.brief(exact),
        name: series.name,
        color: .reference,
        importance: 10 - index,
        phone: .name
      )
    }
  }

  private var levelLabels: [EndLabel] {
    plot.data.levels.enumerated().map { index, level in
      EndLabel(
        y: canvas.y(level.value.approximation),
        value: words.level(level.value),
        name: words.name(level.label),
        importance: 50 - index,
        phone: needsSwatches ? .name : .value
      )
    }
  }

  /// The room that labels take at the right, on wide pages and on phones, in pixels.
  var rightMargins: (wide: Int, phone: Int) {
    plot.isAllZero ? (14, 14) : EndLabel.margins(for: endLabels)
  }

  mutating func drawEndLabels() {
    let heights = canvas.draw(endLabels, maximumShift: needsSwatches ? plot.height : 24)
    drawHighest(labels: heights)
  }

  /// Marks the highest value of a single series inside the plot.
  private mutating func drawHighest(labels: [Double]) {
    guard plot.mainSeries.count == 1, let series = plot.mainSeries.first, series.values.count > 2
    else { return }
    let known = series.values.enumerated().compactMap { index, value in value.map { (index, $0) } }
    guard let highest = known.max(by: { $0.1 < $1.1 }), highest.1 > 0,
      let exact = series.exact[highest.0]
    else { return }
    // The end label already says it.
    guard isSlots || series.lastIndex != highest.0 else { return }
    let x = plot.positions[highest.0]
    let y = canvas.y(highest.1) - 8
    let levels = plot.data.levels.map { canvas.y($0.value.approximation) }
    // A level's line would strike through the text.
    guard !levels.contains(where: { abs($0 - (y - 4)) < 11 }) else { return }
    if !isSlots {
      guard x < 0.9 || !labels.contains(where: { abs($0 - y) < 16 }) else { return }
      canvas.circle(x, highest.1, classes: series.color.fill)
    }
    let anchor = x < 0.08 ? "" : x > 0.92 ? " e" : " m"
    canvas.svg +=
      "<text class=\"lb halo\(anchor)\" x=\"\(Coordinate.percent(x))\" y=\"\(Coordinate.text(y))\">"
    canvas.svg += "<tspan class=\"b \(series.color == .accent ? "acc" : "ink")\">"
    canvas.svg += HTMLText.escaped(words.brief(exact)) + "</tspan>"
    let place = words.name(words.place(highest.0, on: plot.data.axis))
    canvas.svg += "<tspan class=\"w\"> \(HTMLText.escaped(place))</tspan></text>\n"
  }
}
