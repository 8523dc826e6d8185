import UsageModel
import Yams

extension BudgetReading {
  /// The limit with its unit: an amount, a number with `unit`, or one of them for each of several periods.
  func limit(
    _ value: YAMLValue,
    unit: YAMLValue?
  ) throws(ConfigurationError) -> (Budget.Limit, String) {
    let unitText = try unit.map { value throws(ConfigurationError) in try self.unit(value) }
    guard value.isMapping else {
      let money = try amount(value, unit: unitText)
      return (.same(money.amount), money.currency)
    }
    var amounts: [Budget.Amount] = []
    var last: Money?
    for (name, value) in try value.entries() {
      guard let period = Period(name) else {
        throw value.error("expected a period such as 2026-10 or 2026-Q4, got \"\(name)\"")
      }
      let money = try amount(value, unit: unitText)
      if let other = amounts.first(where: { $0.period.days.overlaps(period.days) }) {
        throw value.error("\(other.period) has some of these days too")
      }
      last = money
      amounts.append(Budget.Amount(money.amount, in: period))
    }
    guard let last else { throw value.error("name at least one period: { 2026-10: 400 USD }") }
    return (.each(amounts.sorted { $0.period.start < $1.period.start }), last.currency)
  }

  /// What a plain number counts.
  private func unit(_ value: YAMLValue) throws(ConfigurationError) -> String {
    let expected = "what the limit counts, such as \"helius:credit\" or requests"
    let text = try value.text(expecting: expected)
    guard !text.isEmpty, !text.contains(" ") else {
      throw value.error("expected \(expected), got \"\(text)\"")
    }
    guard !Money.isISOCurrency(text) || text == currency else {
      throw value.error("a budget of money is in \(currency), the reporting currency")
    }
    return text
  }

  /// A limit, not below zero.
  private func amount(_ value: YAMLValue, unit: String?) throws(ConfigurationError) -> Money {
    let expected =
      unit.map { "a number of \($0) such as 8000000" }
      ?? "an amount such as 500 \(currency), or a number and its unit"
    let text = try value.text(expecting: expected)
    if let unit {
      guard let number = FixedDecimal(text), !number.isNegative else {
        throw value.error("expected \(expected), got \"\(text)\"")
      }
      return Money(number, unit)
    }
    guard let money = Money(text), !money.amount.isNegative else {
      throw value.error("expected \(expected), got \"\(text)\"")
    }
    guard !Money.isISOCurrency(money.currency) || money.currency == currency else {
      throw value.error(
        "a budget of money is in \(currency), the reporting currency, got \"\(text)\""
      )
    }
    return money
  }
}

extension YAMLValue {
  /// The elements of a list; nil for anything else.
  var elements: [YAMLValue]? {
    guard case .sequence = node else { return nil }
    return try? list()
  }
}
