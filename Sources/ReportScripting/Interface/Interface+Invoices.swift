import LuaHost
import UsageModel

/// `invoices.load`.
func invoicesModule(_ context: ScriptContext) -> ModuleDefinition {
  let load = Definition(
    "invoices.load",
    "What was invoiced beside what was recorded, a row an invoice.",
    [Parameter("query", .table, optional: true, "the options below")],
    options: [
      Parameter("source", .source, optional: true, "only those of this source"),
      Parameter("period", .object("period"), optional: true, "the report's own without it"),
    ],
    result: "tally.invoice[]"
  ) { arguments in
    let rows = try invoiceRows(arguments, in: context)
    let memory = try context.hold(rows.count * MemorySize.group)
    let told = try hostRows(InvoiceRow.fields, count: rows.count, memory, in: context) {
      index,
      name in
      rows[index].value(name, in: context)
    }
    return [.table(told.list)]
  }
  .explained(
    """
    Sets what was really billed, from the [`invoices`](../configuration.md#invoices) of the \
    configuration, beside what was recorded: a [row](#invoice) for each invoice that ends in the \
    period, by source and then by time.
    """
  )
  .example(
    """
    -- Last month's invoices.
    local last = period.month():previous()
    local rows = invoices.load { period = last }
    local columns = { "source", "period", "recorded", "invoiced", "difference" }
    return report.new { title = "Invoices, " .. last.label }:table(rows, columns, { total = true })
    """
  )
  return ModuleDefinition(
    name: "invoices",
    summary: "What was really billed.",
    functions: [load]
  )
}

/// What a row of `invoices.load` has.
let invoiceRow = RowDefinition(
  name: "invoice",
  summary: "An invoice beside what was recorded of its days.",
  page: "invoices",
  fields: [
    RowField("source", "tally.source_name", "the source"),
    RowField("period", "tally.period", "the invoice's own period"),
    RowField("amount", "tally.money", "the amount as the invoice has it"),
    RowField(
      "recorded",
      "tally.money?",
      "the billed view of the source over those of its days that are over; nil where nothing is priced"
    ),
    RowField(
      "invoiced",
      "tally.money?",
      "the amount in the reporting currency, by the rate of the last day; nil where there is none"
    ),
    RowField("difference", "tally.money?", "how much more was invoiced than recorded"),
  ]
)

/// An invoice beside what was recorded of its days, in the reporting currency.
private struct InvoiceRow {
  let invoice: Invoice
  /// What the store has as billed; nil where nothing is priced.
  let recorded: FixedDecimal?
  /// The invoice's amount; nil where no rate converts it.
  let invoiced: FixedDecimal?
  /// How much more was invoiced than recorded.
  let difference: FixedDecimal?

  static let fields = invoiceRow.fields.map(\.name)

  init(
    _ invoice: Invoice,
    recorded: FixedDecimal?,
    invoiced: FixedDecimal?
  ) throws(ArithmeticOverflow) {
    self.invoice = invoice
    self.recorded = recorded
    self.invoiced = invoiced
    if let recorded, let invoiced {
      difference = try invoiced - recorded
    } else {
      difference = nil
    }
  }

  func value(_ name: String, in context: ScriptContext) -> LuaValue {
    switch name {
    case "source": .text(invoice.source)
    case "period": .period(invoice.period, in: context)
    case "amount": .money(invoice.amount, in: context)
    case "recorded": .cost(recorded, in: context)
    case "invoiced": .cost(invoiced, in: context)
    case "difference": .cost(difference, in: context)
    default: .nil
    }
  }
}

/// The invoices that end in a period, by source, then by time.
private func invoiceRows(_ arguments: Arguments, in context: ScriptContext) throws -> [InvoiceRow] {
  let moment = context.input.asOf
  try context.look()
  let terms = try context.ask { try $0.terms(asOf: moment) }
  try context.work(terms.invoices.count * 8 + terms.rates.count * 8)
  if let source = arguments.textOption("source") {
    let others = terms.invoices.map(\.source)
    guard (context.input.sources.map(\.name) + others).contains(source) else {
      throw unknownSource(source, or: others, in: context)
    }
  }
  let period = arguments.period(in: context)
  let wanted = terms.invoices.filter { invoice in
    period.contains(invoice.period.last)
      && arguments.textOption("source") ?? invoice.source == invoice.source
  }
  let prices = PriceList(currency: context.input.currency, rates: terms.rates)
  return try wanted.sorted { left, right in
    (left.source, left.period.start, left.period.stop, left.amount.amount)
      < (right.source, right.period.start, right.period.stop, right.amount.amount)
  }
  .map { invoice in
    try InvoiceRow(
      invoice,
      recorded: try recorded(of: invoice, in: context),
      invoiced: try prices.price(invoice.amount, on: invoice.period.last)
    )
  }
}

/// What is billed on the invoice's days that are over.
private func recorded(of invoice: Invoice, in context: ScriptContext) throws -> FixedDecimal? {
  let condition = UsageFilter.Condition(.source, anyOf: [.init(invoice.source)])
  let query = UsageQuery(
    days: context.elapsedDays(of: invoice.period),
    dimensions: [],
    filter: UsageFilter([condition]),
    asOf: context.input.asOf
  )
  try context.look()
  let records = try context.ask { try $0.answer(query) }.records
  let transient = try context.hold(records.count * MemorySize.record)
  try context.work(records.count)
  return try withExtendedLifetime(transient) {
    // A star in a name is a wildcard.
    let billed = records.filter { $0.source == invoice.source }.compactMap(\.billed)
    return billed.isEmpty ? nil : try FixedDecimal.sum(of: billed)
  }
}
