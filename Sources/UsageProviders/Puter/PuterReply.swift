import UsageModel

/// The answer of `/metering/usage`.
struct PuterReply: ReplyBody {
  /// What one app used; the platform writes an empty one, or a null, where there is none.
  struct AppTotal {
    let total: FixedDecimal?
    let count: FixedDecimal?

    init(_ object: ReplyObject, _ currency: PuterCurrency) throws(ReplyError) {
      total = try object.optionalAmount("total", in: currency)
      count = try object.optionalNumber("count")
    }
  }

  let currency: PuterCurrency
  let usage: PuterUsage
  /// By the platform's id of the app, in the order of the ids.
  let appTotals: [(id: String, used: AppTotal)]
  let allowance: PuterAllowance?

  init(_ object: ReplyObject) throws(ReplyError) {
    let usage = try object.object("usage")
    let info = try object.optionalObject("allowanceInfo")
    let currency = try PuterCurrency(statedIn: [info, usage])
    self.currency = currency
    self.usage = try PuterUsage(usage, currency)
    allowance = try info.map { info throws(ReplyError) in try PuterAllowance(info, currency) }
    var appTotals: [(id: String, used: AppTotal)] = []
    if let totals = try object.optionalObject("appTotals") {
      for id in try totals.dataNames() {
        let total = try totals.object(id, isData: true)
        appTotals.append((id, try AppTotal(total, currency)))
      }
    }
    self.appTotals = appTotals
  }
}

/// The answer of `/metering/usage/{app}`: a usage object without anything around it.
struct PuterAppReply: ReplyBody {
  let currency: PuterCurrency
  let usage: PuterUsage

  init(_ object: ReplyObject) throws(ReplyError) {
    currency = try PuterCurrency(statedIn: [object])
    usage = try PuterUsage(object, currency)
    // The total is always there, also when nothing was used: without it, this is something else.
    _ = try object.amount("total", in: currency)
  }
}
