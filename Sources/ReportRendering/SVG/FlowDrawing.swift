import ReportDocument
import UsageModel

/// Draws pools at the left, receivers at the right, and what goes from one to the other.
struct FlowDrawing {
  let chart: Chart
  let layout: FlowLayout
  let words: ChartWords
  let format: NumberFormat
  private var canvas: PlotCanvas

  /// How many letters of a name phones have room for.
  private static let phoneLimit = 10

  init(_ chart: Chart, _ layout: FlowLayout, format: NumberFormat) {
    self.chart = chart
    self.layout = layout
    self.format = format
    words = ChartWords(unit: chart.unit, format: format)
    canvas = PlotCanvas(height: layout.height, ticks: Ticks(low: 0, high: 1))
  }

  /// The room that labels take at the left and at the right, in pixels.
  var margins: (left: Int, right: Int) {
    func room(_ node: FlowLayout.Node, isOneLine: Bool) -> Int {
      let (name, amount) = (words.name(node.name).count, words.brief(node.amount).count)
      return max(isOneLine ? name + amount + 2 : max(name, amount), 7) * 8 + 26
    }
    let left = layout.pools.map { room($0, isOneLine: hasNarrowPools) }.max() ?? 0
    let right = layout.receivers.map { room($0, isOneLine: true) }.max() ?? 0
    return (min(left, 420), min(right, 420))
  }

  /// Whether pools lie so near each other that their labels have one line each instead of two.
  private var hasNarrowPools: Bool {
    zip(layout.pools, placed(layout.pools, gap: 34, inset: 15)).contains { node, middle in
      abs(node.top + node.height / 2 - middle) > 12
    }
  }

  /// The whole SVG; `id` makes the ids of title and description.
  mutating func draw(id: String) -> String {
    let description = ChartDescription(chart, format: format).text
    canvas.open(id: id, title: chart.title, description: description)
    canvas.openPaths()
    for ribbon in layout.ribbons { draw(ribbon) }
    canvas.closePaths()
    drawPools()
    drawReceivers()
    return canvas.svg + "</svg>"
  }

  /// A ribbon; one thinner than a pixel is a line.
  private mutating func draw(_ ribbon: FlowLayout.Ribbon) {
    func text(_ value: Double) -> String { Coordinate.text(value) }
    let color = layout.pools[ribbon.pool].color
    let (left, right, thickness) = (ribbon.left, ribbon.right, ribbon.thickness)
    guard thickness >= 1 else {
      let (from, to) = (text(left + thickness / 2), text(right + thickness / 2))
      let path = "M0,\(from)C500,\(from) 500,\(to) 1000,\(to)"
      return canvas.path(path, classes: "rl \(color.stroke)")
    }
    let upper = "M0,\(text(left))C500,\(text(left)) 500,\(text(right)) 1000,\(text(right))"
    let (low, high) = (text(right + thickness), text(left + thickness))
    canvas.path("\(upper)V\(low)C500,\(low) 500,\(high) 0,\(high)Z", classes: "rb \(color.fill)")
  }

  private mutating func drawPools() {
    let isOneLine = hasNarrowPools
    let middles = placed(layout.pools, gap: isOneLine ? 16 : 34, inset: isOneLine ? 7 : 15)
    for (node, middle) in zip(layout.pools, middles) {
      let height = Coordinate.text(max(node.height, 1))
      canvas.svg += "<rect class=\"\(node.color.fill)\" x=\"-7\" width=\"7\""
      canvas.svg += " y=\"\(Coordinate.text(node.top))\" height=\"\(height)\"/>"
      let (name, amount) = (span(of: node.name), HTMLText.escaped(words.brief(node.amount)))
      guard !isOneLine else {
        canvas.svg += "<text class=\"lb ll\" y=\"\(Coordinate.text(middle + 4.5))\">"
        canvas.svg +=
          "<tspan class=\"b ink\">\(name)</tspan><tspan class=\"w\"> \(amount)</tspan></text>\n"
        continue
      }
      canvas.svg +=
        "<text class=\"lb ll ink b\" y=\"\(Coordinate.text(middle - 3))\">\(name)</text>"
      canvas.svg +=
        "<text class=\"lb ll mut\" y=\"\(Coordinate.text(middle + 13))\">\(amount)</text>\n"
    }
  }

  private mutating func drawReceivers() {
    let middles = placed(layout.receivers, gap: 15, inset: 7)
    for (node, middle) in zip(layout.receivers, middles) {
      let height = Coordinate.text(max(node.height, 1))
      canvas.svg += "<rect class=\"co\" x=\"100%\" width=\"7\" y=\"\(Coordinate.text(node.top))\""
      canvas.svg += " height=\"\(height)\"/>"
      let y = Coordinate.text(middle + 4.5)
      canvas.svg += "<text class=\"lb ink b\" x=\"100%\" dx=\"15\" y=\"\(y)\">"
      canvas.svg += span(of: node.name) + "</text>"
      canvas.svg += "<text class=\"lb mut e w\" x=\"100%\" dx=\"\(margins.right)\" y=\"\(y)\">"
      canvas.svg += HTMLText.escaped(words.brief(node.amount)) + "</text>\n"
    }
  }

  /// The middles of labels, as near to their nodes as they can be without meeting.
  private func placed(_ nodes: [FlowLayout.Node], gap: Double, inset: Double) -> [Double] {
    let labels = nodes.enumerated().map { index, node in
      LabelPlacement.Label(desired: node.top + node.height / 2, importance: -index)
    }
    let heights = LabelPlacement.place(
      labels,
      gap: gap,
      within: inset...(layout.height - inset),
      maximumShift: layout.height
    )
    return zip(labels, heights).map { $1 ?? $0.desired }
  }

  /// A name, shorter on phones.
  private func span(of name: String) -> String {
    let name = words.name(name)
    let short = PlainText.cut(name, to: Self.phoneLimit)
    guard short != name else { return HTMLText.escaped(name) }
    return "<tspan class=\"w\">\(HTMLText.escaped(name))</tspan>"
      + "<tspan class=\"n\">\(HTMLText.escaped(short))</tspan>"
  }
}
