import ReportDocument

/// A line of 104 × 24 pixels inside a table.
enum Sparkline {
  /// An SVG in a cell.
  static func svg(_ values: [Double?], name: String, format: NumberFormat) -> String {
    let label = label(finite(values), name: name, format: format)
    return "<svg class=\"sp\" width=\"104\" height=\"24\" role=\"img\" aria-label=\""
      + HTMLText.escaped(label) + "\">" + marks(values) + "</svg>"
  }

  /// An SVG that is a chart on its own; `id` makes the ids of title and description.
  static func svg(_ values: [Double?], id: String, chart: Chart, format: NumberFormat) -> String {
    let name = PlainText.oneLine(chart.title)
    let description =
      label(finite(values), name: name, format: format) + ". "
      + ChartDescription(chart, format: format).text
    return "<svg class=\"sp\" width=\"104\" height=\"24\" role=\"img\""
      + " aria-labelledby=\"\(id)t \(id)d\"><title id=\"\(id)t\">\(HTMLText.escaped(name))</title>"
      + "<desc id=\"\(id)d\">\(HTMLText.escaped(chart.description ?? description))</desc>"
      + marks(values) + "</svg>"
  }

  private static func finite(_ values: [Double?]) -> [Double?] {
    values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
  }

  /// Line and dots; gaps are dotted at the baseline, the last known value has a dot.
  private static func marks(_ values: [Double?]) -> String {
    let values = SparkValues.drawable(values)
    let known = values.compactMap { $0 }
    let high = max(known.max() ?? 0, 0)
    let low = min(known.min() ?? 0, 0)
    let step = values.count > 1 ? 98 / Double(values.count - 1) : 0
    func x(_ index: Int) -> Double { values.count > 1 ? 2 + Double(index) * step : 100 }
    func y(_ value: Double) -> Double {
      high > low ? 22 - (value - low) / (high - low) * 19 : 22
    }
    var path = ""
    var dots = ""
    var last: (x: Double, y: Double)?
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      let isStart = index == 0 || values[index - 1] == nil
      let isEnd = index == values.count - 1 || values[index + 1] == nil
      let point = (x: x(index), y: y(value))
      if isStart, isEnd, known.count > 1 {
        dots +=
          "<circle cx=\"\(Coordinate.text(point.x))\" cy=\"\(Coordinate.text(point.y))\" r=\"1.2\"/>"
      } else {
        path += "\(isStart ? "M" : "L")\(Coordinate.text(point.x)),\(Coordinate.text(point.y))"
      }
      last = point
    }
    var svg = ""
    if known.count > 1, !path.isEmpty { svg += "<path d=\"\(path)\"/>" }
    for gap in gaps(in: values) {
      let start = Coordinate.text(gap.lowerBound > 0 ? x(gap.lowerBound - 1) : x(0))
      let end = Coordinate.text(
        gap.upperBound < values.count - 1 ? x(gap.upperBound + 1) : 102
      )
      svg += "<line x1=\"\(start)\" x2=\"\(end)\" y1=\"22\" y2=\"22\"/>"
    }
    svg += dots
    if let last {
      svg +=
        "<circle cx=\"\(Coordinate.text(last.x))\" cy=\"\(Coordinate.text(last.y))\" r=\"2.2\"/>"
    }
    return svg
  }

  /// The ranges of missing values.
  static func gaps(in values: [Double?]) -> [ClosedRange<Int>] {
    var gaps: [ClosedRange<Int>] = []
    var start: Int?
    for index in 0...values.count {
      let isMissing = index < values.count && values[index] == nil
      if isMissing {
        start = start ?? index
      } else if let first = start {
        gaps.append(first...(index - 1))
        start = nil
      }
    }
    return gaps
  }

  /// The sparkline in words: how many values, from which to which, how many are missing.
  static func label(_ values: [Double?], name: String, format: NumberFormat) -> String {
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return "\(name): no values" }
    var text = "\(name): \(known.count) \(known.count == 1 ? "value" : "values")"
    text += ", \(format.approximate(low)) to \(format.approximate(high))"
    let missing = values.count - known.count
    return missing == 0 ? text : text + ", \(missing) missing"
  }
}
