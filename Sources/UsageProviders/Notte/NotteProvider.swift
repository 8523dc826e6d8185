public import UsageModel

/// Notte: one month's costs by kind, for any month.
public struct NotteProvider: Provider {
  /// The name in the configuration.
  public let name: String = "notte"

  /// The name in messages.
  public let title: String = "Notte"

  /// The platform's own address.
  public let defaultBaseURL: String = "https://api.notte.cc"

  /// Dollars.
  public let costUnits: [String] = ["USD"]

  /// The pools that usage is drawn from, in their order.
  public let pools: [AllowancePool] = [
    AllowancePool("subscription", expires: true), AllowancePool("top-up", expires: false),
  ]

  /// An API key.
  public let credentialChoices: [[String]] = [["api_key"]]

  /// How many months the first fetch reads back.
  public let options: [ProviderOption] = [
    ProviderOption("backfill_months", .wholeNumber(upTo: NotteMonths.most))
  ]

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
    let (body, unknownFields) = try reply.read(as: NotteReply.self)
    var findings = ReplyFinding.unknown(fields: unknownFields, of: self)
    let window = try window(of: body, in: reply, findings: &findings)
    var list = ReadingList(of: reply, window: window)
    try list.add(Reading.Key(facet: .total, measure: .cost, unit: "USD"), body.totalCost)
    let costs = [
      ("browser", ServiceCategory.compute, body.browserUsageCost),
      ("proxy", ServiceCategory.networking, body.proxyUsageCost),
      ("llm", ServiceCategory.ai, body.llmUsageCost),
      ("function", ServiceCategory.compute, body.functionUsageCost),
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
      ("browser", "sessions", "session", body.sessionCount),
      ("function", "functions", "function", body.functionCount),
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
    // Whether a past month's plan and limits are those of that month is not documented.
    guard reply.request == "usage" else {
      return NormalisedReply(readings: list.readings, findings: findings)
    }
    if body.isUsageLimitExceeded {
      findings.append(ReplyFinding(.warning, "Notte says that the usage limit is exceeded"))
    }
    return NormalisedReply(
      readings: list.readings,
      allowances: allowances(body, resetsAt: window.stop),
      plan: body.planType,
      findings: findings
    )
  }

  /// The month that was asked for, else the one that the reply names, else that of the fetch.
  private func window(
    of body: NotteReply,
    in reply: ProviderReply,
    findings: inout [ReplyFinding]
  ) throws(ReplyError) -> BillingWindow {
    let named = NottePeriod.month(body.period)
    let asked = reply.request.hasPrefix("usage ") ? Month(String(reply.request.dropFirst(6))) : nil
    if let asked, let named, asked != named {
      throw ReplyError(
        path: "period",
        expected: asked.englishName,
        found: "text \(Quotation.quoted(body.period))"
      )
    }
    if let month = asked ?? named { return BillingWindow(month: month, basis: .stated) }
    findings.append(
      ReplyFinding(
        .warning,
        "Notte names a period that this version does not know: \(Quotation.quoted(body.period))"
      )
    )
    return BillingWindow(monthOf: reply)
  }

  private func allowances(_ body: NotteReply, resetsAt: Timestamp) -> [Allowance] {
    [
      Allowance(
        name: "subscription",
        limit: body.subscriptionLimitAmount,
        used: used(of: body.subscriptionLimitAmount, body.subscriptionBalanceAmount),
        remaining: body.subscriptionBalanceAmount,
        unit: "USD",
        resetsAt: resetsAt
      ),
      Allowance(
        name: "top-up",
        limit: body.topupLimitAmount,
        used: used(of: body.topupLimitAmount, body.topupBalanceAmount),
        remaining: body.topupBalanceAmount,
        unit: "USD"
      ),
    ]
  }

  /// What a limit lacks in its balance; a balance above its limit does not say what was used.
  private func used(of limit: FixedDecimal, _ balance: FixedDecimal) -> FixedDecimal? {
    (try? limit - balance).flatMap { $0.isNegative ? nil : $0 }
  }
}
