import ReportDocument
import UsageModel

extension ChartDrawing {
  /// A label at the right end of a series or a level.
  private struct EndLabel {
    var x: Double
    var y: Double
    var value: String
    var name: String
    var color: SeriesColor?
    var importance: Int
    /// Whether the value is drawn in the accent colour.
    var isAccent = false
    /// Whether the text ends at the point instead of beginning there.
    var endsAtPoint = false
  }

  /// Whether series need a swatch beside their name to be told apart.
  private var needsSwatches: Bool { plot.mainSeries.count > 1 }

  /// Whether the axis has names, so that the last place is not the latest one.
  private var isNamed: Bool {
    if case .labels = plot.chart.axis { return true }
    return false
  }

  private var endLabels: [EndLabel] {
    let isStacked = plot.chart.kind == .stacked || plot.chart.kind == .area
    let stack = isStacked ? plot.stack : []
    var labels: [EndLabel] = []
    for (index, series) in plot.mainSeries.enumerated() {
      guard let last = series.lastIndex, let value = series.values[last],
        let exact = series.exact[last]
      else { continue }
      // A single row of columns is labelled at its highest one instead.
      if !needsSwatches, plot.chart.kind == .bars || plot.chart.kind == .stacked { continue }
      var height = value
      if isStacked, needsSwatches, let part = stack[index][last] {
        height = (part.from + part.to) / 2
      }
      let isColumns = plot.chart.kind == .bars || plot.chart.kind == .stacked
      let x = isColumns || needsSwatches ? 1 : plot.positions[last]
      let endsAtPoint = x > 0.5 && x < 0.95
      let isRising = series.values[..<last].last(where: { $0 != nil }).flatMap { $0 } ?? 0 <= value
      labels.append(
        EndLabel(
          x: x,
          y: plot.y(height) + (endsAtPoint ? isRising ? -12 : 12 : 0),
          value: needsSwatches && isNamed ? "" : words.value(exact),
          name: series.name,
          color: needsSwatches ? series.color : nil,
          importance: 100 - index,
          isAccent: series.color == .accent,
          endsAtPoint: endsAtPoint
        )
      )
    }
    for (index, series) in plot.series.filter(\.isReference).enumerated() {
      guard let last = series.lastIndex, let value = series.values[last],
        let exact = series.exact[last]
      else { continue }
      labels.append(
        EndLabel(
          x: 1,
          y: plot.y(value),
          value: words.value(exact),
          name: series.name,
          color: .reference,
          importance: 10 - index
        )
      )
    }
    for (index, level) in plot.chart.levels.enumerated() {
      labels.append(
        EndLabel(
          x: 1,
          y: plot.y(level.value.approximation),
          value: words.level(level.value),
          name: PlainText.cut(PlainText.oneLine(level.label), to: PlainText.nameLimit),
          color: nil,
          importance: 50 - index
        )
      )
    }
    return labels
  }

  /// The room that labels take at the right, on wide pages and on phones, in pixels.
  var rightMargins: (wide: Int, phone: Int) {
    let labels = endLabels.filter { !$0.endsAtPoint }
    guard !labels.isEmpty, !plot.isAllZero else { return (14, 14) }
    let wide =
      labels.map { $0.value.count + $0.name.count + 1 + ($0.color == nil ? 0 : 2) }.max() ?? 0
    let phone = labels.map { shownOnPhone($0).count + ($0.color == nil ? 0 : 2) }.max() ?? 0
    return (min(max(wide * 7 + 18, 100), 280), min(max(phone * 7 + 14, 40), 124))
  }

  /// What remains of a label on a phone: the name where names tell series apart, else the value.
  private func shownOnPhone(_ label: EndLabel) -> String {
    needsSwatches || label.color == .reference ? PlainText.cut(label.name, to: 13) : label.value
  }

  mutating func drawEndLabels() {
    let labels = endLabels
    let heights = LabelPlacement.place(
      labels.map { LabelPlacement.Label(desired: $0.y, importance: $0.importance) },
      within: 0...max(plot.height, 1),
      maximumShift: needsSwatches ? plot.height : 24
    )
    for (label, height) in zip(labels, heights) {
      guard let height else { continue }
      draw(label, at: height)
    }
    drawHighest(labels: zip(labels, heights).compactMap { $1 })
  }

  private mutating func draw(_ label: EndLabel, at height: Double) {
    let x = Coordinate.percent(label.x)
    let y = Coordinate.text(height + 4.5)
    let name = HTMLText.escaped(label.name)
    let short = PlainText.cut(label.name, to: 13)
    var dx = 10
    if let color = label.color {
      // A nested box moves the swatch by pixels from a share of the width.
      svg += "<svg x=\"\(x)\" y=\"\(Coordinate.text(height - 4))\" width=\"19\" height=\"9\">"
      svg += "<rect class=\"\(color.fill)\" x=\"10\" width=\"9\" height=\"9\" rx=\"2\"/></svg>"
      dx = 25
    }
    let keepsName = needsSwatches || label.color == .reference
    if label.endsAtPoint { dx = -9 }
    svg +=
      "<text class=\"lb halo\(label.endsAtPoint ? " e" : "")\" x=\"\(x)\" dx=\"\(dx)\" y=\"\(y)\">"
    if !label.value.isEmpty {
      svg += "<tspan class=\"b \(label.isAccent ? "acc" : "ink")\(keepsName ? " w" : "")\">"
      svg += HTMLText.escaped(label.value) + (label.endsAtPoint ? "</tspan>" : " </tspan>")
    }
    let lead = label.endsAtPoint ? " " : ""
    if keepsName, short != label.name {
      svg +=
        "<tspan class=\"w\">\(name)</tspan><tspan class=\"n\">\(HTMLText.escaped(short))</tspan>"
    } else {
      svg += "<tspan\(keepsName ? "" : " class=\"w\"")>\(lead)\(name)</tspan>"
    }
    svg += "</text>\n"
  }

  /// Marks the highest value of a single series inside the plot.
  private mutating func drawHighest(labels: [Double]) {
    guard plot.mainSeries.count == 1, let series = plot.mainSeries.first, series.values.count > 2
    else { return }
    let known = series.values.enumerated().compactMap { index, value in value.map { (index, $0) } }
    guard let highest = known.max(by: { $0.1 < $1.1 }), highest.1 > 0,
      let exact = series.exact[highest.0]
    else { return }
    let isColumns = plot.chart.kind == .bars || plot.chart.kind == .stacked
    // The end label already says it.
    guard isColumns || series.lastIndex != highest.0 else { return }
    let x = plot.positions[highest.0]
    let y = plot.y(highest.1) - 8
    let levels = plot.chart.levels.map { plot.y($0.value.approximation) }
    // A level's line would strike through the text.
    guard !levels.contains(where: { abs($0 - (y - 4)) < 11 }) else { return }
    if !isColumns {
      guard x < 0.9 || !labels.contains(where: { abs($0 - y) < 16 }) else { return }
      circle(x, highest.1, color: series.color)
    }
    let anchor = x < 0.08 ? "" : x > 0.92 ? " e" : " m"
    svg +=
      "<text class=\"lb halo\(anchor)\" x=\"\(Coordinate.percent(x))\" y=\"\(Coordinate.text(y))\">"
    svg += "<tspan class=\"b \(series.color == .accent ? "acc" : "ink")\">"
    svg += HTMLText.escaped(words.value(exact)) + "</tspan>"
    let place = PlainText.cut(words.place(highest.0), to: PlainText.nameLimit)
    svg += "<tspan class=\"w\"> \(HTMLText.escaped(place))</tspan></text>\n"
  }
}
