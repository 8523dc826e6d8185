import ReportScripting
import UsageModel

/// Usage of which something else is known from a moment on.
struct LaterData: ScriptData {
  var before: [UsageRecord] = MadeUpData.twoMonths
  var after: [UsageRecord] = MadeUpData.twoMonths
  /// From when on the second list is known instead of the first.
  var learntAt: Timestamp = moment("2026-11-15T12:00:00Z")

  func answer(_ query: UsageQuery) -> UsageAnswer {
    MadeUpData(records: query.asOf < learntAt ? before : after).answer(query)
  }

  /// A record of Puter with one thing that a restatement may change.
  static func record(
    _ day: String,
    app: String = "Shop",
    cost: FixedDecimal? = nil,
    native: Money? = nil,
    requests: FixedDecimal? = nil,
    quantity: FixedDecimal? = nil,
    billed: FixedDecimal? = nil
  ) -> UsageRecord {
    UsageRecord(
      day: ReportScriptingTests.day(day),
      source: "puter-main",
      provider: "puter",
      app: app,
      quantity: quantity,
      unit: quantity.map { _ in "token" },
      requests: requests,
      native: native,
      billed: billed ?? cost,
      effective: cost
    )
  }
}
