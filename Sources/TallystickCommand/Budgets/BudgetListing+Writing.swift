import ReportDocument
import UsageAnalysis
import UsageModel

extension BudgetListing {
  /// The lines of the table in a terminal.
  var table: [String] {
    guard !rows.isEmpty else { return [] }
    return TextTable(
      titles: [
        "name", "period", "limit", "spent", "remaining", "pace", "expected", "from", "to", "unit",
        "chance", "status", "note",
      ],
      isNumber: [
        false, false, true, true, true, true, true, true, true, false, true, false, false,
      ],
      rows: rows.map(\.cells)
    ).lines
  }

  /// The budgets in the documented JSON.
  var json: JSONText {
    .object([("rows", .array(rows.map(\.json)))])
  }
}

extension BudgetOutlook {
  fileprivate var cells: [String] {
    let format = NumberFormat.englishUS
    let isMoney = standing.budget.isMoney
    // Money has cents, also where it is estimated; other estimates are told in whole units, as far as there are any.
    let exact = { (value: FixedDecimal?) in
      value.map { format.number($0, decimals: isMoney ? 2 : nil) } ?? ""
    }
    let estimate = { (value: FixedDecimal?) in
      value.map { value in
        format.number(value, decimals: isMoney ? 2 : value.magnitude < 10 ? nil : 0)
      } ?? ""
    }
    return [
      standing.budget.name, standing.period.description, exact(standing.limit),
      exact(standing.spent), exact(standing.remaining), estimate(standing.pace),
      estimate(expected), estimate(low80), estimate(high80), standing.budget.unit,
      chance.map { format.percent($0, decimals: 0) } ?? "", status?.rawValue ?? "",
      reason.text(share: format.share),
    ]
  }

  fileprivate var json: JSONText {
    .object([
      ("name", .string(standing.budget.name)), ("limit", .decimal(standing.limit)),
      ("unit", .string(standing.budget.unit)), ("spent", .decimal(standing.spent)),
      ("remaining", .decimal(standing.remaining)), ("pace", .decimal(standing.pace)),
      ("expected", .decimal(expected)), ("low80", .decimal(low80)), ("high80", .decimal(high80)),
      ("chance", .decimal(chance)), ("status", .text(status?.rawValue)),
      ("reason", .string(reason.text(share: NumberFormat.englishUS.share))),
      ("reached", .array(reached.map { .string($0.warning.description) })),
      ("rollover", .decimal(standing.rollover)),
      (
        "period",
        .object([
          ("start", .string(standing.period.start.description)),
          ("stop", .string(standing.period.stop.description)),
        ])
      ),
    ])
  }
}
