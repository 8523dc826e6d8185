import UsageModel

extension BudgetReading {
  /// A threshold: `80%`, `forecast 100%` or `chance 30%`.
  func warning(_ value: YAMLValue) throws(ConfigurationError) -> Budget.Warning {
    let expected = "a share such as 80%, forecast 100% or chance 30%"
    let text = try value.text(expecting: expected)
    guard let warning = Budget.Warning(text) else {
      throw value.error("expected \(expected), got \"\(text)\"")
    }
    return warning
  }

  /// How what is left over goes on: `true`, or `{ cap: 100 USD }`.
  func rollover(
    _ value: YAMLValue?,
    of span: Budget.Span,
    unit: String
  ) throws(ConfigurationError) -> Budget.Rollover? {
    guard let value else { return nil }
    let rollover: Budget.Rollover
    if value.isMapping {
      let fields = try value.fields(.rollover)
      rollover = Budget.Rollover(
        cap: try fields["cap"].map { cap throws(ConfigurationError) in
          try self.cap(cap, unit: unit)
        }
      )
    } else {
      let example = Money.isCurrency(unit) ? "100 \(unit)" : "100"
      let expected = "true, false or { cap: \(example) }"
      switch try value.text(expecting: expected) {
      case "true", "yes": rollover = Budget.Rollover()
      case "false", "no": return nil
      case let other: throw value.error("expected \(expected), got \"\(other)\"")
      }
    }
    if case .once = span {
      throw value.error("a budget of one period has no next one to add what is left over to")
    }
    return rollover
  }

  /// How much is added at most: an amount, or a plain number of what is no money.
  private func cap(_ value: YAMLValue, unit: String) throws(ConfigurationError) -> FixedDecimal {
    let expected =
      Money.isISOCurrency(unit)
      ? "an amount such as 100 \(unit)" : "a number of \(unit) such as 100"
    let text = try value.text(expecting: expected)
    var amount = Money.isISOCurrency(unit) ? nil : FixedDecimal(text)
    if let money = Money(text), money.currency == unit { amount = money.amount }
    guard let amount, !amount.isNegative else {
      throw value.error("expected \(expected), got \"\(text)\"")
    }
    return amount
  }
}
