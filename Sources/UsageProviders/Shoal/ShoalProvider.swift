public import UsageModel

/// Shoal: one key's requests and credits in the running month.
public struct ShoalProvider: Provider {
  /// The name in the configuration.
  public let name: String = "shoal"

  /// The name in messages.
  public let title: String = "Shoal"

  /// The platform's own address.
  public let defaultBaseURL: String = "https://api.shoal.xyz"

  /// Credits.
  public let costUnits: [String] = [Self.credit]

  /// The pools that usage is drawn from, in their order.
  public let pools: [AllowancePool] = [
    AllowancePool("monthly credits", expires: true)
  ]

  /// An API key.
  public let credentialChoices: [[String]] = [["api_key"]]

  /// The plan and the month's credits.
  public let tellingHeaders: Set<String> = [
    "x-plan-tier", "x-monthly-limit", "x-monthly-used", "x-monthly-remaining",
  ]

  private static let credit = "shoal:credit"

  /// Creates the adapter.
  public init() {}

  /// The running month; the platform tells no other.
  public func requests(for source: ProviderSource, plan: FetchPlan) -> [ProviderRequest] {
    [ProviderRequest(id: "usage", path: ["v1", "usage"])]
  }

  /// Reads the month's counters, and what the requests were at the last midnight in UTC.
  public func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    let (counters, unknownFields) = try reply.read(as: ShoalReply.self)
    let window = BillingWindow(monthOf: reply)
    var list = ReadingList(of: reply, window: window)
    let requests = Reading.Key(facet: .total, measure: .requests, unit: "request")
    let midnight = Timestamp(seconds: Int64(reply.observedAt.utcDay.daysSince1970) * 86_400)
    if let today = counters.today, let before = try? counters.thisMonth - today,
      !before.isNegative, window.start < midnight, midnight < reply.observedAt
    {
      list.add(requests, before, at: midnight)
    }
    try list.add(requests, counters.thisMonth)
    let limit = try number(counters.budget?.limit, "x-monthly-limit", of: reply)
    let used = try number(counters.budget?.used, "x-monthly-used", of: reply)
    let remaining = try number(counters.budget?.remaining, "x-monthly-remaining", of: reply)
    try list.add(Reading.Key(facet: .total, measure: .cost, unit: Self.credit), used)
    var allowances: [Allowance] = []
    if limit != nil || remaining != nil {
      allowances.append(
        Allowance(
          name: "monthly credits",
          limit: limit,
          used: used,
          remaining: remaining,
          unit: Self.credit,
          resetsAt: window.stop
        )
      )
    }
    return NormalisedReply(
      readings: list.readings,
      allowances: allowances,
      plan: reply.headers["x-plan-tier"],
      findings: ReplyFinding.unknown(fields: unknownFields, of: self)
    )
  }

  /// What the body states, else what a header does.
  private func number(
    _ stated: FixedDecimal?,
    _ header: String,
    of reply: ProviderReply
  ) throws(ReplyError) -> FixedDecimal? {
    if let stated { return stated }
    guard let text = reply.headers[header] else { return nil }
    guard let number = FixedDecimal(text), number.magnitude <= ReplyObject.largest else {
      throw ReplyError(
        path: "header \(header)",
        expected: "a number within ±10¹⁸",
        found: JSONValue.text(text).described
      )
    }
    return number
  }
}
