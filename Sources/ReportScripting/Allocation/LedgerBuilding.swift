import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// `report:ledger`.
func ledgerMethod(_ context: ScriptContext) -> Definition {
  adding(
    "ledger",
    "Adds how an allocation was made: which rule gave what to whom, of which source, and why.",
    [
      Parameter("shares", .object("frame"), "what `policy:apply` gave"),
      Parameter("target", .app, optional: true, "only what this target received"),
    ],
    in: context
  ) { arguments, memory in
    guard case .object(let object as FrameObject) = arguments[0], let shares = object.shares else {
      throw HostError(
        "argument 1 (shares): expected what policy:apply gave, got \(describe(arguments[0])) "
          + "without a ledger"
      )
    }
    context.shown = context.shown ?? shares
    try context.work(shares.cellCount)
    let ledger = shares.ledger(target: arguments[1].textValue)
    try context.work(ledger.count * 8)
    let summary = try AllocationSummary(ledger)
    try memory.grow(by: summary.rows.count * 512)
    let warnings = shares.warnings.map {
      Block.notice(Notice(.warning, [.text($0.description)]))
    }
    return [.table(table(summary, of: arguments[1].textValue, in: context))] + warnings
  }
  .explained(
    """
    One row for what a rule gave to a target of a source, over all days of the shares. `Share` is the \
    amount as a part of what the rule divided. What a later step divided again is in brackets and not part \
    of the total. [`shares:explain`](allocation.md#sharesexplain) tells it day by day, and so does \
    `tally explain` in the terminal.
    """
  )
  .example(
    """
    local shares = allocation.policy { allocation.rule { "evenly", even = { "Shop", "Wallet" } } }:apply()
    return report.new { title = "Who pays" }
      :table(shares:by("target"), { "target", "cost", "share" })
      :details("How this was split", function(d) d:ledger(shares) end)
    """
  )
}

private func table(
  _ summary: AllocationSummary,
  of target: String?,
  in context: ScriptContext
) -> Table {
  let hasSteps = summary.rows.contains { $0.from != nil }
  // One target needs no column that says so in every row.
  var titles = (target == nil ? ["Target"] : []) + ["Source"]
  if hasSteps { titles.append("From") }
  titles += ["Rule", "Method", "Divided", "Share", "Amount"]
  let columns = titles.map { title in
    var column = Column(title)
    column.isMain = title == "Amount"
    column.isSecondary = title == "Method" || title == "Divided"
    if ["Divided", "Share", "Amount"].contains(title) { column.alignment = .right }
    return column
  }
  let rows = summary.rows.map { row in
    var cells: [Value] = (target == nil ? [.text(row.target)] : []) + [.text(row.source)]
    if hasSteps { cells.append(row.from.map { .text($0) } ?? .missing) }
    cells += [
      .text(row.rule ?? "no rule"), .text(row.rule == nil ? "–" : row.method),
      value(row.whole, row.measure), row.ratio.map { .percent($0) } ?? .missing,
      row.isPassedOn
        ? .text("(\(context.format.text(value(row.amount, row.measure))))")
        : value(row.amount, row.measure),
    ]
    return Row(cells, style: row.target == ReservedName.unallocated ? .folded : .normal)
  }
  var total: Row?
  if let (currency, amount) = summary.kept.first, summary.kept.count == 1, rows.count > 1 {
    var cells = columns.map { _ in Value.missing }
    cells[0] = .text("Total")
    cells[cells.count - 1] = .money(Money(amount, currency))
    total = Row(cells)
  }
  return Table(columns: columns, rows: rows, total: total)
}

private func value(_ amount: FixedDecimal, _ measure: AllocationLedger.Row.Measure) -> Value {
  switch measure {
  case .money(let currency): .money(Money(amount, currency))
  case .requests: .quantity(amount, unit: "requests")
  case .quantity(let unit): .quantity(amount, unit: unit)
  }
}
