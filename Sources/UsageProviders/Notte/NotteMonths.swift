import UsageModel

/// Which past months are asked for at a fetch.
struct NotteMonths {
  /// Ten years: more is a slip of the pen.
  static let most = 120

  private let plan: FetchPlan
  private let backfill: Int

  init(plan: FetchPlan, backfill: Int?) {
    self.plan = plan
    self.backfill = min(Self.most, max(0, backfill ?? 12))
  }

  /// The months before the running one, earliest first.
  var past: [Month] {
    let current = plan.now.utcDay.month
    let first: Month
    if let since = plan.since {
      first = max(since, current.advanced(by: -Self.most))
    } else if let last = plan.lastObserved["usage"] {
      first = last.utcDay.month
    } else {
      first = current.advanced(by: -backfill)
    }
    var months: [Month] = []
    var month = first
    while month < current {
      if plan.since != nil || !isSettled(month) { months.append(month) }
      month = month.advanced(by: 1)
    }
    return months
  }

  /// Whether a month has been read after it closed.
  private func isSettled(_ month: Month) -> Bool {
    guard let read = plan.lastObserved[Self.id(of: month)] else { return false }
    return read >= BillingWindow(month: month, basis: .stated).stop
  }

  /// The id of the request for a past month.
  static func id(of month: Month) -> String { "usage \(month)" }
}
