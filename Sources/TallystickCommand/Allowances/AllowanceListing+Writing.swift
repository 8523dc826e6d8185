import ReportDocument
import UsageAnalysis
import UsageModel

extension AllowanceListing {
  /// The lines of the table in a terminal.
  var table: [String] {
    guard !rows.isEmpty else { return [] }
    let format = NumberFormat.englishUS
    let amount = { (value: FixedDecimal?, isBytes: Bool) in
      value.map { isBytes ? format.bytes($0) : format.number($0) } ?? ""
    }
    // An estimate is told in whole units, as far as there are any.
    let estimate = { (value: FixedDecimal) in
      format.number(value, decimals: value.magnitude < 10 ? nil : 0)
    }
    return TextTable(
      titles: [
        "source", "name", "limit", "used", "remaining", "unit", "resets at", "runs out", "drawn",
        "expires", "note",
      ],
      isNumber: [false, false, true, true, true, false, false, false, false, true, false],
      rows: rows.map { row in
        let allowance = row.allowance
        // An amount of data is written with a unit of its own: `82.5 GB`.
        let isBytes = allowance.unit == "byte"
        return [
          row.source, allowance.name, amount(allowance.limit, isBytes),
          amount(allowance.used, isBytes), amount(allowance.remaining, isBytes),
          isBytes ? "" : allowance.unit, allowance.resetsAt?.description ?? "",
          row.course.runsOut?.expected.description ?? "", row.course.draw?.rawValue ?? "",
          row.course.unused.map { estimate($0.expected) } ?? "", row.note,
        ]
      }
    ).lines
  }

  /// The allowances in the documented JSON.
  var json: JSONText {
    .object([
      (
        "rows",
        .array(
          rows.map { row in
            let allowance = row.allowance
            return .object([
              ("source", .string(row.source)), ("name", .string(allowance.name)),
              ("limit", .decimal(allowance.limit)), ("used", .decimal(allowance.used)),
              ("remaining", .decimal(allowance.remaining)), ("unit", .string(allowance.unit)),
              ("resets_at", .text(allowance.resetsAt?.description)),
              ("runs_out", row.course.runsOut?.json ?? .null),
              ("draw", .text(row.course.draw?.rawValue)),
              ("unused", row.course.unused?.json ?? .null),
              ("seen_at", .string(row.seenAt.description)),
              ("standing", .string(row.standing.rawValue)),
            ])
          }
        )
      )
    ])
  }
}

extension RunOut {
  /// The days in the documented JSON.
  fileprivate var json: JSONText {
    .object([
      ("expected", .string(expected.description)), ("early", .string(early.description)),
      ("late", .text(late?.description)),
    ])
  }
}

extension AllowanceStanding.Unused {
  /// What expires in the documented JSON.
  fileprivate var json: JSONText {
    .object([("expected", .decimal(expected)), ("low", .decimal(low)), ("high", .decimal(high))])
  }
}

extension AllowanceListing.Row {
  /// Why the figures are not those of now; empty where they are.
  fileprivate var note: String {
    switch standing {
    case .current: ""
    case .reset: "as of \(seenAt); it has started again since"
    case .gone: "last told \(seenAt)"
    case .stale: "as of \(seenAt)"
    }
  }
}
