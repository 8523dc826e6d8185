/// Bars and sparklines from block characters.
enum TextBar {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// How many cells a sparkline has at most.
  static let sparkLimit = 31

  /// A bar in eighths of a cell; what is not zero shows at least one.
  static func bar(_ value: Double, highest: Double, cells: Int = 12) -> String {
    guard highest > 0, value.isFinite, value != 0 else { return "" }
    let eighth = (abs(value) / highest * Double(cells) * 8).rounded()
    let count = Int(eighth, within: 1...max(1, cells * 8))
    return String(repeating: "█", count: count / 8) + eighths[count % 8]
  }

  /// A sparkline from zero, `·` for missing; longer rows are averaged down.
  static func spark(_ values: [Double?]) -> String {
    let cells = condensed(values)
    let high = cells.compactMap { $0 }.max() ?? 0
    return cells.map { value in
      guard let value else { return "·" }
      guard high > 0 else { return levels[0] }
      return levels[Int((value / high * 8).rounded(.up) - 1, within: 0...7)]
    }.joined()
  }

  private static func condensed(_ values: [Double?]) -> [Double?] {
    let values = SparkValues.drawable(values)
    guard values.count > sparkLimit else { return values }
    return (0..<sparkLimit).map { cell in
      let part = values[
        (cell * values.count / sparkLimit)..<((cell + 1) * values.count / sparkLimit)
      ]
      let known = part.compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
  }
}
