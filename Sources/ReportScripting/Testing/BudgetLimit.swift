import LuaHost
import UsageModel

/// The limit of a budget that a test writes, with the unit that it counts.
struct BudgetLimit {
  /// How much is allowed.
  let limit: Budget.Limit
  /// What it counts.
  let unit: String

  /// Reads `limit` and `unit` of a row: an amount, a number with `unit`, or one of them for each of several periods.
  init(_ row: PlainRow, currency: String) throws(HostError) {
    let unit = try row.text("unit")
    if let unit {
      guard !unit.isEmpty, !unit.contains(" ") else {
        throw row.error(
          "unit",
          "expected what the limit counts, such as \"helius:credit\" or \"requests\", got "
            + describe(.text(unit))
        )
      }
      guard !Money.isISOCurrency(unit) || unit == currency else {
        throw row.error("unit", "a budget of money is in \(currency), the reporting currency")
      }
    }
    let reader = Reader(row: row, unit: unit, currency: currency)
    switch row["limit"] {
    case .nil: throw row.missing("limit")
    case .table(let table):
      let amounts = try reader.amounts(table)
      self.limit = .each(amounts.list)
      self.unit = amounts.unit
    case let value:
      let money = try reader.amount(value)
      self.limit = .same(money.amount)
      self.unit = money.currency
    }
  }

  /// Reads amounts of one row.
  private struct Reader {
    let row: PlainRow
    let unit: String?
    let currency: String

    /// An amount for each period that is named.
    func amounts(_ table: LuaTable) throws(HostError) -> (list: [Budget.Amount], unit: String) {
      guard table.array.isEmpty, table.others.isEmpty, !table.fields.isEmpty else {
        throw row.error(
          "limit",
          "takes amounts by period: { [\"2026-10\"] = \"400 \(currency)\" }"
        )
      }
      var list: [Budget.Amount] = []
      var counted: String?
      for name in table.fields.keys.sorted() {
        guard let period = Period(name) else {
          throw row.error("limit", "\(describe(.text(name))) is no period; write \(Period.forms)")
        }
        if let other = list.first(where: { $0.period.days.overlaps(period.days) }) {
          throw row.error("limit", "\(period) and \(other.period) have days in common")
        }
        let money = try amount(table[name])
        guard counted ?? money.currency == money.currency else {
          throw row.error("limit", "the amounts count different things; give them one unit")
        }
        counted = money.currency
        list.append(Budget.Amount(money.amount, in: period))
      }
      return (list.sorted { $0.period.start < $1.period.start }, counted ?? currency)
    }

    /// An amount with its unit, not below zero.
    func amount(_ value: LuaValue) throws(HostError) -> Money {
      var money = value.money
      if let unit {
        var number = value.decimal
        if case .string(let text) = value { number = FixedDecimal(text.text) }
        if let number { money = Money(number, unit) }
      } else if case .string(let text) = value {
        money = Money(text.text)
      }
      guard let money, !money.amount.isNegative, unit ?? money.currency == money.currency else {
        let expected =
          unit.map { "a number of \($0) such as 8000000" }
          ?? "an amount such as \"500 \(currency)\", or a number and its unit"
        throw row.error("limit", "expected \(expected), got \(describe(value))")
      }
      guard !Money.isISOCurrency(money.currency) || money.currency == currency else {
        throw row.error(
          "limit",
          "a budget of money is in \(currency), the reporting currency, got \(money)"
        )
      }
      return money
    }
  }
}
