import UsageModel

extension TermsReading {
  /// Reads one entry of `invoices:`.
  mutating func invoice(_ value: YAMLValue) throws(ConfigurationError) -> Invoice {
    let fields = try value.fields(.invoice)
    guard let source = fields["source"], let period = fields["period"],
      let amount = fields["amount"]
    else {
      throw value.error(
        "an invoice has source, period and amount: { source: notte, period: 2026-09, amount: 83.10 USD }"
      )
    }
    let text = try period.text(expecting: "a period such as 2026-09")
    guard let days = Period(text) else {
      throw period.error("expected \(Period.forms), got \"\(text)\"")
    }
    let invoice = Invoice(
      source: try anySource(source, besides: terms.charges.map(\.source)),
      period: days,
      amount: try self.amount(amount, of: .invoice, like: "83.10 USD")
    )
    let others = terms.invoices.filter { $0.source == invoice.source }
    if let other = others.first(where: { $0.period.days.overlaps(days.days) }) {
      throw period.error(
        other.period.days == days.days
          ? "another invoice of \(invoice.source) is for \(days) too"
          : "another invoice of \(invoice.source), for \(other.period), has some of these days too"
      )
    }
    return invoice
  }
}
