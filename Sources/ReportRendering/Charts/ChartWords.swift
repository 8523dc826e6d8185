import ReportDocument
import UsageModel

/// How the values and places of a chart are written.
struct ChartWords {
  let unit: ChartUnit
  let format: NumberFormat

  /// A value in the chart's unit.
  func value(_ value: FixedDecimal) -> String {
    switch unit {
    case .money(let currency): format.money(Money(value, currency))
    case .count: format.number(value.rounded(toPlaces: 2))
    }
  }

  /// A value beside a mark: in short where all its digits would take too much room.
  func brief(_ value: FixedDecimal, decimals: Int? = nil) -> String {
    let text = decimals.map { self.value(value, decimals: $0) } ?? self.value(value)
    guard text.count > Self.briefLimit, value.magnitude >= 1000 else { return text }
    switch unit {
    case .money(let currency): return format.compactMoney(Money(value, currency))
    case .count: return format.compact(value)
    }
  }

  /// How many characters a value beside a mark may have.
  private static let briefLimit = 14

  /// A value with as many decimals as the axis has: whole units, wherever those say anything.
  func value(_ value: FixedDecimal, decimals: Int) -> String {
    switch unit {
    case .money(let currency): format.money(Money(value, currency), decimals: decimals)
    case .count: format.number(value, decimals: decimals)
    }
  }

  /// A value that was set by hand: without decimals when it is whole.
  func level(_ value: FixedDecimal) -> String {
    value.isWhole ? self.value(value, decimals: 0) : self.value(value)
  }

  /// The range between two values.
  func range(_ range: ClosedRange<FixedDecimal>, decimals: Int) -> String {
    value(range.lowerBound, decimals: decimals) + "–" + value(range.upperBound, decimals: decimals)
  }

  /// A value as a cell; decimals nil means as many as there are.
  func cell(_ value: FixedDecimal?, decimals: Int? = nil) -> Value {
    guard let value else { return .unknown }
    switch unit {
    case .money(let currency): return .money(Money(value, currency), decimals: decimals)
    case .count: return .number(value, decimals: decimals)
    }
  }

  /// The name of a place on an axis.
  func place(_ index: Int, on axis: ChartAxis) -> String {
    switch axis {
    case .days(let days): format.day(days[index])
    case .labels(let labels): PlainText.oneLine(labels[index])
    }
  }

  /// A name as short as pictures need it.
  func name(_ text: String) -> String {
    PlainText.cut(PlainText.oneLine(text), to: PlainText.nameLimit)
  }

  /// What the values are, for the heads of tables.
  var unitName: String {
    if case .count(let name) = unit { return PlainText.oneLine(name) }
    return ""
  }

  /// The sentence in place of a chart without values.
  static let noData = "No data for this period."

  /// The text in a chart whose values are all zero.
  var allZero: String {
    if case .money = unit { return "No spend in this period" }
    return "Nothing in this period"
  }
}
