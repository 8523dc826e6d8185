import UsageAnalysis
import UsageModel

extension UsageListing {
  /// The listing in the documented JSON.
  var json: JSONText {
    var members: [(String, JSONText)] = [
      (
        "period",
        .object([
          ("start", .string(query.period.start.description)),
          ("stop", .string(query.period.stop.description)),
        ])
      ),
      ("as_of", .string(query.asOf.description)),
      ("currency", .string(currency)),
      ("view", .string(query.view.rawValue)),
      ("rows", .array(groups.rows.map(json(of:)))),
      ("total", .object(jsonTotal)),
      ("coverage", .decimal(frame.coverage?.rounded(toPlaces: 4))),
    ]
    if query.measure == .cost {
      members.append(("uncounted", .array(frame.uncounted.map { .string($0) })))
    }
    return .object(members)
  }

  private func json(of row: GroupedFrame.Row) -> JSONText {
    var members = zip(keyDimensions, keys(of: row)).map { ($0.0.name, JSONText.string($0.1)) }
    switch query.measure {
    case .cost: members += costs(of: row.totals)
    case .quantity:
      members.append(("quantity", .decimal(row.totals.amount?.quantity)))
      members.append(("unit", .text(row.totals.amount?.unit)))
    }
    // As a dimension it is among the members already.
    if !keyDimensions.contains(.quality) {
      members.append(("quality", .text(row.totals.quality?.rawValue)))
    }
    return .object(members)
  }

  private var jsonTotal: [(String, JSONText)] {
    switch query.measure {
    case .cost: return costs(of: total)
    case .quantity:
      let quantities = total.quantities.sorted { $0.key < $1.key }.map { unit, quantity in
        JSONText.object([("unit", .string(unit)), ("quantity", .decimal(quantity))])
      }
      return [("quantities", .array(quantities))]
    }
  }

  private func costs(of totals: UsageTotals) -> [(String, JSONText)] {
    let unpriced = totals.unpricedByUnit.map { unit, quantity in
      JSONText.object([("unit", .string(unit)), ("quantity", .decimal(quantity))])
    }
    return [
      ("cost", .decimal(totals.cost)), ("requests", .decimal(totals.requests)),
      ("unpriced", .array(unpriced)),
    ]
  }
}
