public import UsageModel

/// Puter: one month's usage by API and by app.
public struct PuterProvider: Provider {
  /// The name in the configuration.
  public let name: String = "puter"

  /// The name in messages.
  public let title: String = "Puter"

  /// The platform's own address.
  public let defaultBaseURL: String = "https://api.puter.com"

  /// A token.
  public let credentialChoices: [[String]] = [["token"]]

  /// How many apps are asked about one by one.
  public let options: [ProviderOption] = [ProviderOption("app_detail_limit", .wholeNumber)]

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
      reply.request == "usage", let totals = try? reply.decoded(as: PuterReply.self).appTotals
    else { return [] }
    // Only ids of apps can be asked for; anything else would be taken for an app's name.
    let apps = totals.filter { $0.key.hasPrefix("app-") }
      .map { (id: $0.key, total: $0.value.total ?? .zero) }
      .sorted { ($1.total, $0.id) < ($0.total, $1.id) }
    return apps.prefix(limit).map { app in
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
    let decoded = try reply.decoded(as: PuterReply.self)
    let currency = try PuterCurrency(
      unit: decoded.allowanceInfo?.unit,
      path: "allowanceInfo.unit"
    )
    var list = ReadingList(of: reply, window: BillingWindow(monthOf: reply))
    try addRecords(of: decoded.usage, to: &list, facet: .service, appID: nil, currency)
    // Without a stated total, the sum of the parts is the total.
    let total: FixedDecimal
    if let stated = currency.amount(decoded.usage.total) {
      total = stated
    } else {
      total = try list.sum(.service, .cost)
    }
    try list.add(Reading.Key(facet: .total, measure: .cost, unit: currency.name), total)
    for (app, used) in (decoded.appTotals ?? [:]).sorted(by: { $0.key < $1.key }) {
      try list.add(
        Reading.Key(facet: .app, appID: app, measure: .cost, unit: currency.name),
        currency.amount(used.total)
      )
      try list.add(
        Reading.Key(facet: .app, appID: app, measure: .requests, unit: "request"),
        used.count
      )
    }
    return NormalisedReply(
      readings: list.readings,
      allowances: PuterAllowances(decoded, currency, resetsAt: list.window.stop).all
    )
  }

  private func detail(
    of app: String,
    in reply: ProviderReply
  ) throws(ReplyError) -> NormalisedReply {
    let usage = try reply.decoded(as: PuterAppReply.self).usage
    let currency = try PuterCurrency(unit: usage.unit, path: "unit")
    var list = ReadingList(of: reply, window: BillingWindow(monthOf: reply))
    try addRecords(of: usage, to: &list, facet: .appAndService, appID: app, currency)
    return NormalisedReply(readings: list.readings)
  }

  private func addRecords(
    of usage: PuterUsage,
    to list: inout ReadingList,
    facet: Facet,
    appID: String?,
    _ currency: PuterCurrency
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
      try list.add(readingKey(.cost, currency.name), currency.amount(record.cost))
      try list.add(readingKey(.requests, "request"), record.count)
      try list.add(readingKey(.quantity, key.unit), record.units)
    }
  }
}
