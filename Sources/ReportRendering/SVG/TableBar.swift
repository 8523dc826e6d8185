import ReportDocument
import UsageModel

/// Bars inside tables; the number stands beside them, so they are hidden from those who hear the page.
enum TableBar {
  /// The scale in the header of a bar column.
  static func axis(_ ticks: Ticks, labels: [String]) -> String {
    var svg = "<svg class=\"axs\" width=\"100%\" height=\"14\" aria-hidden=\"true\">"
    // More than five labels would run together on a page of medium width.
    let stride = labels.count > 5 ? 2 : 1
    let zero = -ticks.first
    for (index, value) in ticks.values.enumerated() where (index - zero) % stride == 0 {
      let isWide = (index - zero) % (stride * 2) != 0
      svg += "<text class=\"tk m\(isWide ? " w" : "")\""
      svg += " x=\"\(Coordinate.percent(ticks.share(of: value)))\" y=\"11\">"
      svg += HTMLText.escaped(labels[index]) + "</text>"
    }
    return svg + "</svg>"
  }

  /// The bar of one row, 14 high, with the grid behind it.
  static func svg(_ value: Value, ticks: Ticks, color: SeriesColor) -> String {
    var svg = "<svg class=\"bar\" width=\"100%\" height=\"30\" aria-hidden=\"true\">"
    for tick in ticks.values where tick != 0 {
      let x = Coordinate.percent(ticks.share(of: tick))
      svg += "<line class=\"gr\" x1=\"\(x)\" x2=\"\(x)\" y2=\"30\"/>"
    }
    let zero = ticks.share(of: 0)
    let origin = Coordinate.percent(zero)
    if let amount = value.amount?.approximation, amount != 0 {
      let share = ticks.share(of: amount)
      let width = abs(share - zero)
      var fill = color.fill
      if case .moneyChange = value.unmarked { fill = amount < 0 ? "dn" : "up" }
      let x = Coordinate.percent(min(share, zero))
      let isVisible = width > 0.005
      let size = isVisible ? Coordinate.percent(width) : "1"
      let left = isVisible ? x : origin
      svg += "<rect class=\"\(fill)\" x=\"\(left)\" y=\"8\" height=\"14\" width=\"\(size)\"/>"
    }
    return svg + "<line class=\"ax\" x1=\"\(origin)\" x2=\"\(origin)\" y2=\"30\"/></svg>"
  }

  /// A bar of 5 pixels under a number.
  static func thin(_ amount: Double, highest: Double, color: SeriesColor) -> String {
    let share = abs(amount) / highest
    let width = amount == 0 ? "0" : share < 0.01 ? "1" : Coordinate.percent(share)
    return "<svg width=\"100%\" height=\"5\" aria-hidden=\"true\">"
      + "<rect class=\"\(color.fill)\" height=\"5\" width=\"\(width)\"/></svg>"
  }
}
