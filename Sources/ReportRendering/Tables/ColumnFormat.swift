import ReportDocument
import UsageModel

/// The form that the values of one column share: equal decimals, and parts that add up to the total.
struct ColumnFormat {
  private let format: NumberFormat
  /// The decimals of plain numbers, under an empty name, and of quantities, by their unit.
  private var decimals: [String: Int] = [:]
  /// The decimals of unit prices; nil when the column holds none.
  private var priceDecimals: Int?
  /// The rounded values by row, where the column has a total.
  private var rounded: [FixedDecimal]?

  /// Looks at a column.
  init(_ values: [Value], total: Value?, format: NumberFormat) {
    self.format = format
    for value in values + [total].compactMap(\.self) {
      switch value.unmarked {
      case .number(let number, nil): widen("", for: number)
      case .quantity(let number, let unit): widen(unit, for: number)
      case .money(let money, nil) where total?.amount == nil && NumberFormat.isMicro(money):
        priceDecimals = max(priceDecimals ?? 2, Self.priceDecimals(money.amount))
      default: break
      }
    }
    if priceDecimals != nil {
      for value in values {
        guard case .money(let money, nil) = value.unmarked, money.amount.magnitude < 1 else {
          continue
        }
        priceDecimals = max(priceDecimals ?? 2, Self.priceDecimals(money.amount))
      }
    }
    if let total { rounded = apportion(values, total: total) }
  }

  private mutating func widen(_ unit: String, for number: FixedDecimal) {
    let needed = NumberFormat.decimalsNeeded(number, atMost: 6)
    decimals[unit] = max(decimals[unit] ?? 0, needed)
  }

  /// The content of the cell in a row; nil is the total's row.
  func content(_ value: Value, row: Int?) -> CellContent {
    switch value {
    case .marked:
      let (inner, marks) = value.peeled
      var content = content(inner, row: row)
      content.mark += marks
      return content
    case .text(let text): return CellContent(kind: .text(text))
    case .missing: return CellContent(kind: .nothing(NumberFormat.missing))
    case .unknown: return CellContent(kind: .nothing(NumberFormat.unknown))
    case .series(let values): return CellContent(kind: .series(values))
    case .change(let before, let after):
      let change = format.change(before: before, after: after)
      return CellContent(
        kind: change.direction == .none ? .nothing(change.text) : .change(change)
      )
    default: return CellContent(kind: .number(text(value, row: row)))
    }
  }

  private func text(_ value: Value, row: Int?) -> String {
    let part = row.flatMap { row in rounded.map { $0[row] } }
    switch value {
    case .number(let number, let decimals):
      if decimals == nil, NumberFormat.isMicro(number) { return format.number(number) }
      return format.number(part ?? number, decimals: decimals ?? self.decimals[""])
    case .quantity(let number, let unit):
      if NumberFormat.isMicro(number) { return format.quantity(number, unit: unit) }
      return format.quantity(part ?? number, unit: unit, decimals: decimals[unit])
    case .money(let money, nil):
      if let priceDecimals { return price(money, decimals: priceDecimals) }
      guard let part, !NumberFormat.isMicro(money) else { return format.money(money) }
      return format.money(Money(part, money.currency))
    case .money(let money, let decimals):
      return format.money(Money(part ?? money.amount, money.currency), decimals: decimals)
    case .moneyChange(let money):
      guard let part, !NumberFormat.isMicro(money) else { return format.moneyChange(money) }
      return format.moneyChange(Money(part, money.currency))
    case .percent(let ratio, let decimals):
      // A part that is rounded to percent has two more decimals as a ratio.
      return format.percent(part ?? ratio, decimals: decimals)
    default: return format.text(value)
    }
  }

  /// A unit price: as exact as it is below one, padded with figure spaces so that the points stand in line.
  private func price(_ money: Money, decimals: Int) -> String {
    let needed = max(2, Self.priceDecimals(money.amount))
    let own =
      NumberFormat.isMicro(money) || money.amount.magnitude >= 1
      ? format.money(money) : format.money(money, decimals: needed)
    let separator = format.locale.decimalSeparator
    guard let point = own.lastIndex(where: { String($0) == separator }) else { return own }
    let digits = own[own.index(after: point)...].prefix { $0.isNumber && $0.isASCII }.count
    return own + String(repeating: "\u{2007}", count: max(0, decimals - digits))
  }

  private static func priceDecimals(_ amount: FixedDecimal) -> Int {
    NumberFormat.decimalsNeeded(amount, atMost: 6)
  }

  private func apportion(_ values: [Value], total: Value) -> [FixedDecimal]? {
    guard let kind = shared(total.unmarked), let sum = total.amount else { return nil }
    var parts: [FixedDecimal] = []
    var fixed: Set<Int> = []
    parts.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      let value = value.unmarked
      switch value {
      case .missing: parts.append(.zero)
      case _ where shared(value) == kind:
        parts.append(value.amount ?? .zero)
        if case .money(let money, nil) = value, NumberFormat.isMicro(money) { fixed.insert(index) }
        if case .moneyChange(let money) = value, NumberFormat.isMicro(money) { fixed.insert(index) }
        switch value {
        case .number(let number, nil), .quantity(let number, _):
          if NumberFormat.isMicro(number) { fixed.insert(index) }
        default: break
        }
      default: return nil
      }
    }
    return Apportionment.round(parts, total: sum, places: kind.places, fixed: fixed)
  }

  /// What the cells of a column must have in common for their parts to add up.
  private struct Shared: Equatable {
    enum Kind: Equatable {
      case money(String, isChange: Bool)
      case percent
      case number(unit: String)
    }

    var kind: Kind
    var places: Int
  }

  private func shared(_ value: Value) -> Shared? {
    switch value {
    case .money(let money, let decimals):
      let places = decimals ?? Currency(money.currency).decimals
      return places.map { Shared(kind: .money(money.currency, isChange: false), places: $0) }
    case .moneyChange(let money):
      return Currency(money.currency).decimals.map {
        Shared(kind: .money(money.currency, isChange: true), places: $0)
      }
    case .percent(_, let decimals): return Shared(kind: .percent, places: decimals + 2)
    case .number(_, let decimals):
      return Shared(kind: .number(unit: ""), places: decimals ?? self.decimals[""] ?? 0)
    case .quantity(_, let unit):
      return Shared(kind: .number(unit: unit), places: decimals[unit] ?? 0)
    default: return nil
    }
  }
}

extension Value {
  /// The value without its marks.
  var unmarked: Value {
    if case .marked = self { return peeled.value }
    return self
  }
}
