public import UsageModel

/// Puter: one month's usage by API and by app.
public struct PuterProvider: Provider {
  /// The name in the configuration.
  public let name: String = "puter"

  /// The name in messages.
  public let title: String = "Puter"

  /// The platform's own address.
  public let defaultBaseURL: String = "https://api.puter.com"

  /// Dollars, or credits where the account is billed in them.
  public let costUnits: [String] = [PuterCurrency.dollars, .credits].map(\.name)

  /// The pools that usage is drawn from, in their order.
  public let pools: [AllowancePool] = [
    AllowancePool("monthly allowance", expires: true),
    AllowancePool("purchased credits", expires: false),
  ]

  /// A token.
  public let credentialChoices: [[String]] = [["token"]]

  /// How many apps are asked about one by one.
  public let options: [ProviderOption] = [
    ProviderOption("app_detail_limit", .wholeNumber(upTo: Self.mostDetails))
  ]

  /// Few enough for the 120 reads a minute that the platform allows.
  private static let mostDetails = 100

  /// Creates the adapter.
  public init() {}

  /// The running month; the platform tells no other.
  public func requests(for source: ProviderSource, plan: FetchPlan) -> [ProviderRequest] {
    [ProviderRequest(id: "usage", path: ["metering", "usage"])]
  }

  /// The most expensive apps one by one, as many as `app_detail_limit` says (default none).
  public func followUps(
    to reply: ProviderReply,
    for source: ProviderSource,
    plan: FetchPlan
  ) -> [ProviderRequest] {
    guard let limit = source.options["app_detail_limit"].flatMap({ Int($0) }), limit > 0,
      reply.request == "usage", let totals = try? reply.read(as: PuterReply.self).body.appTotals
    else { return [] }
    // Only ids of apps can be asked for; anything else would be taken for an app's name.
    let apps = totals.filter { $0.id.hasPrefix("app-") }
      .map { (id: $0.id, total: $0.used.total ?? .zero) }
      .sorted { ($1.total, $0.id) < ($0.total, $1.id) }
    return apps.prefix(min(limit, Self.mostDetails)).map { app in
      ProviderRequest(
        id: "usage \(app.id)",
        path: ["metering", "usage", app.id],
        tolerance: .anyFailure,
        subject: "the detail of app \(Quotation.shown(app.id))"
      )
    }
  }

  /// Reads the usage of the account, or that of one app.
  public func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    if reply.request.hasPrefix("usage ") {
      return try detail(of: String(reply.request.dropFirst(6)), in: reply)
    }
    let (body, unknownFields) = try reply.read(as: PuterReply.self)
    let unit = body.currency.name
    var list = ReadingList(of: reply, window: BillingWindow(monthOf: reply))
    try addRecords(of: body.usage, to: &list, facet: .service, appID: nil, unit)
    // Without a stated total, the sum of the parts is the total.
    let total: FixedDecimal
    if let stated = body.usage.total {
      total = stated
    } else {
      total = try list.sum(.service, .cost)
    }
    try list.add(Reading.Key(facet: .total, measure: .cost, unit: unit), total)
    for (app, used) in body.appTotals {
      try list.add(
        Reading.Key(facet: .app, appID: app, measure: .cost, unit: unit),
        used.total
      )
      try list.add(
        Reading.Key(facet: .app, appID: app, measure: .requests, unit: "request"),
        used.count
      )
    }
    return NormalisedReply(
      readings: list.readings,
      allowances: body.allowance?.allowances(
        total: total,
        borne: body.usage.allowanceUsed,
        in: body.currency,
        resetsAt: list.window.stop
      ) ?? [],
      findings: ReplyFinding.unknown(fields: unknownFields, of: self)
    )
  }

  private func detail(
    of app: String,
    in reply: ProviderReply
  ) throws(ReplyError) -> NormalisedReply {
    let (body, unknownFields) = try reply.read(as: PuterAppReply.self)
    var list = ReadingList(of: reply, window: BillingWindow(monthOf: reply))
    try addRecords(
      of: body.usage,
      to: &list,
      facet: .appAndService,
      appID: app,
      body.currency.name
    )
    return NormalisedReply(
      readings: list.readings,
      findings: ReplyFinding.unknown(fields: unknownFields, of: self)
    )
  }

  private func addRecords(
    of usage: PuterUsage,
    to list: inout ReadingList,
    facet: Facet,
    appID: String?,
    _ currency: String
  ) throws(ReplyError) {
    for (name, record) in usage.records {
      let key = PuterKey(name)
      func readingKey(_ measure: Measure, _ unit: String) -> Reading.Key {
        Reading.Key(
          facet: facet,
          appID: appID,
          service: key.service,
          category: key.category,
          meter: key.meter,
          charge: key.charge,
          measure: measure,
          unit: unit
        )
      }
      try list.add(readingKey(.cost, currency), record.cost)
      try list.add(readingKey(.requests, "request"), record.count)
      try list.add(readingKey(.quantity, key.unit), record.units)
    }
  }
}
