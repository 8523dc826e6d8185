public import UsageModel

extension NumberFormat {
  /// Writes a value as plain text, by itself; cells of a table are written with their column in mind.
  ///
  /// A sparkline has no text of its own and gives an empty one.
  public func text(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .money(let money, let decimals): self.money(money, decimals: decimals)
    case .number(let number, let decimals): self.number(number, decimals: decimals)
    case .quantity(let number, let unit): quantity(number, unit: unit)
    case .percent(let ratio, let decimals): percent(ratio, decimals: decimals)
    case .change(let before, let after): change(before: before, after: after).description
    case .moneyChange(let money): moneyChange(money)
    case .day(let day): self.day(day)
    case .time(let time): self.time(time)
    case .duration(let seconds): duration(seconds: seconds)
    case .bytes(let count): bytes(count)
    case .series: ""
    case .missing: Self.missing
    case .unknown: Self.unknown
    case .marked: text(value.peeled.value) + value.peeled.marks
    }
  }
}

extension Value {
  /// The number behind the value, for sums, bars and changes; nil for texts, dates and pictures.
  public var amount: FixedDecimal? {
    switch self {
    case .money(let money, _), .moneyChange(let money): money.amount
    case .number(let number, _), .quantity(let number, _), .percent(let number, _),
      .duration(let number), .bytes(let number):
      number
    case .marked: peeled.value.amount
    case .text, .change, .day, .time, .series, .missing, .unknown: nil
    }
  }
}
