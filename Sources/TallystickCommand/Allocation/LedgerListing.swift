import UsageAnalysis
import UsageModel

/// How costs were divided, as `tally explain` prints it.
struct LedgerListing {
  /// Every share, as the ledger has it.
  let rows: [AllocationLedger.Row]
  /// The same over all days.
  let summary: AllocationSummary
  /// The reporting currency.
  let currency: String

  /// Adds up a ledger's rows.
  init(_ rows: [AllocationLedger.Row], currency: String) throws(ArithmeticOverflow) {
    self.rows = rows
    self.currency = currency
    summary = try AllocationSummary(rows)
  }

  /// The listing in the documented JSON.
  var json: JSONText {
    .object([
      ("rows", .array(rows.map(\.json))),
      ("total", .decimal(summary.kept[currency])),
      ("currency", .string(currency)),
    ])
  }
}

extension AllocationLedger.Row {
  fileprivate var json: JSONText {
    let origin = origin.sorted { $0.key.name < $1.key.name }
      .map { ($0.key.name, JSONText.string($0.value)) }
    let unit =
      switch measure {
      case .money(let currency): currency
      case .requests: "requests"
      case .quantity(let unit): unit
      }
    return .object([
      ("target", .string(target)), ("day", .string(day.description)), ("source", .string(source)),
      ("rule", .text(rule)), ("place", .text(place?.description)), ("method", .string(method)),
      ("ratio", .decimal(ratio)), ("amount", .decimal(amount)), ("remainder", .decimal(remainder)),
      ("unit", .string(unit)), ("whole", .decimal(whole)), ("weight", .decimal(weight)),
      ("total_weight", .decimal(totalWeight)), ("charge", .string(charge.rawValue)),
      ("step", .integer(step)), ("from", .text(from)), ("passed_on", .boolean(isPassedOn)),
      ("origin", .object(origin)),
    ])
  }
}
