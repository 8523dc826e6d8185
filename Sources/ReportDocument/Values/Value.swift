public import UsageModel

/// What a cell or a headline figure shows, still unformatted.
public enum Value: Hashable, Sendable {
  /// Plain text.
  case text(String)
  /// An amount; decimals nil means as many as the currency has, 0 suits forecasts.
  case money(Money, decimals: Int? = nil)
  /// A number; decimals nil means as many as it has, six at most.
  case number(FixedDecimal, decimals: Int? = nil)
  /// A number and its unit, such as `12,935 minutes`.
  case quantity(FixedDecimal, unit: String)
  /// A ratio, shown as percent: 0.364 is `36.4%`.
  case percent(FixedDecimal, decimals: Int = 1)
  /// How much bigger the second is than the first, as a badge; nil is not known.
  case change(before: FixedDecimal?, after: FixedDecimal?)
  /// A difference of amounts, with its sign.
  case moneyChange(Money)
  /// A day.
  case day(Day)
  /// A moment.
  case time(Timestamp)
  /// A length of time.
  case duration(seconds: FixedDecimal)
  /// An amount of data.
  case bytes(FixedDecimal)
  /// A row of values as a sparkline; nil is a gap.
  case series([Double?])
  /// Does not apply: `–`.
  case missing
  /// Not known: `?`.
  case unknown
  /// A value with a mark such as `†`, which a note explains.
  indirect case marked(Value, String)
}

extension Value {
  /// The value without its marks, and the marks in the order in which they are read.
  package var peeled: (value: Value, marks: String) {
    var value = self
    var marks: [String] = []
    // No recursion: a program may build a value with more marks than a stack has room for.
    while case .marked(let inner, let mark) = value {
      marks.append(mark)
      value = inner
    }
    return (value, marks.reversed().joined())
  }
}
