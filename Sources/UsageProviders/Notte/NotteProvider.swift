public import UsageModel

/// Notte: one month's costs by kind, for any month.
public struct NotteProvider: Provider {
  /// The name in the configuration.
  public let name: String = "notte"

  /// The name in messages.
  public let title: String = "Notte"

  /// The platform's own address.
  public let defaultBaseURL: String = "https://api.notte.cc"

  /// An API key.
  public let credentialChoices: [[String]] = [["api_key"]]

  /// How many months the first fetch reads back.
  public let options: [ProviderOption] = [ProviderOption("backfill_months", .wholeNumber)]

  /// The limits of the rate.
  public let tellingHeaders: Set<String> = [
    "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset",
  ]

  /// When the limit of the rate ends.
  public let limitResetHeader: String? = "x-ratelimit-reset"

  /// Creates the adapter.
  public init() {}

  /// Past months that are missing or have closed since, then the running one.
  public func requests(for source: ProviderSource, plan: FetchPlan) -> [ProviderRequest] {
    let backfill = source.options["backfill_months"].flatMap { Int($0) }
    let past = NotteMonths(plan: plan, backfill: backfill).past.map { month in
      ProviderRequest(
        id: NotteMonths.id(of: month),
        path: ["usage"],
        query: [ProviderRequest.Parameter("period", month.englishName)],
        tolerance: .refusal,
        subject: month.englishName
      )
    }
    return past + [ProviderRequest(id: "usage", path: ["usage"])]
  }

  /// Reads one month.
  public func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    let decoded = try reply.decoded(as: NotteReply.self)
    var notices: [String] = []
    let window = try window(of: decoded, in: reply, notices: &notices)
    var list = ReadingList(of: reply, window: window)
    try list.add(Reading.Key(facet: .total, measure: .cost, unit: "USD"), decoded.totalCost)
    let costs = [
      ("browser", ServiceCategory.compute, decoded.browserUsageCost),
      ("proxy", ServiceCategory.networking, decoded.proxyUsageCost),
      ("llm", ServiceCategory.ai, decoded.llmUsageCost),
      ("function", ServiceCategory.compute, decoded.functionUsageCost),
    ]
    for (service, category, cost) in costs {
      try list.add(
        Reading.Key(
          facet: .service,
          service: service,
          category: category,
          measure: .cost,
          unit: "USD"
        ),
        cost
      )
    }
    let counts = [
      ("browser", "sessions", "session", decoded.sessionCount),
      ("function", "functions", "function", decoded.functionCount),
    ]
    for (service, meter, unit, count) in counts {
      try list.add(
        Reading.Key(
          facet: .service,
          service: service,
          category: ServiceCategory.compute,
          meter: meter,
          measure: .quantity,
          unit: unit
        ),
        count
      )
    }
    // Whether a past month's limits are those of that month is not documented.
    guard reply.request == "usage" else {
      return NormalisedReply(readings: list.readings, notices: notices)
    }
    if decoded.isUsageLimitExceeded {
      notices.append("Notte says that the usage limit is exceeded")
    }
    return NormalisedReply(
      readings: list.readings,
      allowances: allowances(decoded, resetsAt: window.stop),
      notices: notices
    )
  }

  /// The month that was asked for, else the one that the reply names, else that of the fetch.
  private func window(
    of decoded: NotteReply,
    in reply: ProviderReply,
    notices: inout [String]
  ) throws(ReplyError) -> BillingWindow {
    let named = NottePeriod.month(decoded.period)
    let asked = reply.request.hasPrefix("usage ") ? Month(String(reply.request.dropFirst(6))) : nil
    if let asked, let named, asked != named {
      throw ReplyError(
        path: "period",
        expected: asked.englishName,
        found: "text \(Quotation.quoted(decoded.period))"
      )
    }
    if let month = asked ?? named { return BillingWindow(month: month, basis: .stated) }
    notices.append(
      "Notte names a period that this version does not know: \(Quotation.quoted(decoded.period))"
    )
    return BillingWindow(monthOf: reply)
  }

  private func allowances(_ reply: NotteReply, resetsAt: Timestamp) -> [Allowance] {
    [
      Allowance(
        name: "subscription",
        limit: reply.subscriptionLimitAmount,
        used: try? reply.subscriptionLimitAmount - reply.subscriptionBalanceAmount,
        remaining: reply.subscriptionBalanceAmount,
        unit: "USD",
        resetsAt: resetsAt
      ),
      Allowance(
        name: "top-up",
        limit: reply.topupLimitAmount,
        used: try? reply.topupLimitAmount - reply.topupBalanceAmount,
        remaining: reply.topupBalanceAmount,
        unit: "USD"
      ),
    ]
  }
}
