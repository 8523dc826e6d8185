import LuaHost
import UsageModel
import UsageProviders

/// What `requests` is given: plain data about the moment and about what was read before.
struct PlanTable {
  /// The days after a month's end in which platforms may still change what they say of it.
  private static let settlingDays = 7

  let plan: FetchPlan
  let options: [String: String]
  let backfill: Int

  /// The table.
  var value: LuaValue {
    let now = plan.now
    var table = LuaTable(fields: [
      "now": .text(now.description), "now_time": .integer(now.seconds),
      "today": .text(now.utcDay.description), "month": Self.table(of: now.utcDay.month),
      "months": .table(LuaTable(array: months.map(Self.table))),
      "options": .table(LuaTable(fields: options.mapValues { .text($0) })),
      "last_observed": .table(
        LuaTable(fields: plan.lastObserved.mapValues { .integer($0.seconds) })
      ),
    ])
    if let since = plan.since { table["since"] = .text(since.description) }
    return .table(table)
  }

  /// The months that may have something new, earliest first, the running one last.
  var months: [Month] {
    let current = plan.now.utcDay.month
    let earliest = current.advanced(by: -ProviderDescription.mostMonths)
    let first: Month
    if let since = plan.since {
      first = since
    } else if let last = plan.lastObserved.values.max() {
      first = last.advanced(bySeconds: -Int64(Self.settlingDays) * 86_400).utcDay.month
    } else {
      first = current.advanced(by: -backfill)
    }
    var months: [Month] = []
    var month = min(max(first, earliest), current)
    while month <= current {
      months.append(month)
      month = month.advanced(by: 1)
    }
    return months
  }

  /// A month in the forms that platforms ask for.
  static func table(of month: Month) -> LuaValue {
    .table(
      LuaTable(fields: [
        "name": .text(month.description), "year": .integer(Int64(month.year)),
        "number": .integer(Int64(month.month)), "english": .text(month.englishName),
        "start": .text(month.start.description), "stop": .text(month.stop.description),
        "last": .text(month.stop.advanced(by: -1).description),
        "start_time": .integer(Int64(month.start.daysSince1970) * 86_400),
        "stop_time": .integer(Int64(month.stop.daysSince1970) * 86_400),
        "settled": .text(month.stop.advanced(by: settlingDays).description),
      ])
    )
  }
}
