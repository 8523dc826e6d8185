/// The small columns under a headline figure.
enum SparkColumns {
  private static let base = 24.0

  /// An SVG of one column a value; a missing value leaves its place empty.
  static func svg(_ values: [Double?]) -> String {
    let values = SparkValues.drawable(values)
    let known = values.compactMap { $0 }
    let high = max(known.max() ?? 0, 0)
    let low = min(known.min() ?? 0, 0)
    let scale = high > low ? 22 / (high - low) : 0
    let zero = base + low * scale
    let slot = 1 / Double(max(values.count, 1))
    var svg = "<svg class=\"kg\" width=\"100%\" height=\"26\" aria-hidden=\"true\">"
    for (index, value) in values.enumerated() {
      guard let value, value != 0 else { continue }
      let length = max(abs(value) * scale, 1)
      let x = Coordinate.percent(Double(index) * slot)
      let y = Coordinate.text(value < 0 ? zero : zero - length)
      svg += "<rect class=\"kc\" x=\"\(x)\" width=\"\(Coordinate.percent(min(slot * 0.69, 0.05)))\""
      svg += " y=\"\(y)\" height=\"\(Coordinate.text(length))\"/>"
    }
    let line = Coordinate.text(zero + 0.5)
    return svg + "<line class=\"ax\" x2=\"100%\" y1=\"\(line)\" y2=\"\(line)\"/></svg>"
  }
}
