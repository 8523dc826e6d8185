public import UsageModel

/// Cuadra AI: the credits of an organisation's billing period.
public struct CuadraProvider: Provider {
  /// The name in the configuration.
  public let name: String = "cuadra"

  /// The name in messages.
  public let title: String = "Cuadra AI"

  /// The platform's own address.
  public let defaultBaseURL: String = "https://api.cuadra.ai"

  /// Where machine tokens come from.
  public static let defaultTokenURL: String = "https://auth.cuadra.ai/v1/oauth2/token"

  /// Credits.
  public let costUnits: [String] = [Self.credit]

  /// The pools that usage is drawn from, in their order.
  public let pools: [AllowancePool] = [
    AllowancePool("credits", expires: true), AllowancePool("purchased credits", expires: false),
  ]

  /// A token, or what machine tokens are made from.
  public let credentialChoices: [[String]] = [["token"], ["client_id", "client_secret"]]

  /// Where machine tokens come from.
  public let options: [ProviderOption] = [ProviderOption("token_url", .url)]

  private static let credit = "cuadra:credit"

  /// Creates the adapter.
  public init() {}

  /// The token if there is one, else a machine token.
  public func authorization(of source: ProviderSource) -> Authorization? {
    if let token = source.credentials["token"] { return .bearer(token) }
    guard let id = source.credentials["client_id"],
      let secret = source.credentials["client_secret"]
    else { return nil }
    return .clientCredentials(
      tokenURL: source.options["token_url"] ?? Self.defaultTokenURL,
      id: id,
      secret: secret
    )
  }

  /// The running period; the platform tells no other.
  public func requests(for source: ProviderSource, plan: FetchPlan) -> [ProviderRequest] {
    [ProviderRequest(id: "usage", path: ["v1", "usage"])]
  }

  /// Reads the period's credits.
  public func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    let (body, unknownFields) = try reply.read(as: CuadraReply.self)
    let window = body.credits.period ?? BillingWindow(monthOf: reply)
    var list = ReadingList(of: reply, window: window)
    try list.add(
      Reading.Key(facet: .total, measure: .cost, unit: Self.credit),
      body.credits.used
    )
    var findings = ReplyFinding.unknown(fields: unknownFields, of: self)
    if body.credits.isInOverage == true {
      findings.append(
        ReplyFinding(.warning, "Cuadra AI says that the period's credits are used up (overage)")
      )
    }
    return NormalisedReply(
      readings: list.readings,
      allowances: allowances(body, resetsAt: window.stop),
      plan: body.plan,
      findings: findings
    )
  }

  private func allowances(_ body: CuadraReply, resetsAt: Timestamp) -> [Allowance] {
    let credits = body.credits
    var all = [
      Allowance(
        name: "credits",
        limit: credits.limit,
        used: credits.used,
        remaining: credits.available,
        unit: Self.credit,
        resetsAt: resetsAt
      )
    ]
    if let balance = credits.purchasedBalance {
      all.append(Allowance(name: "purchased credits", remaining: balance, unit: Self.credit))
    }
    if let overage = credits.overageCredits {
      all.append(
        Allowance(name: "overage", used: overage, unit: Self.credit, resetsAt: resetsAt)
      )
    }
    if let storage = body.storage {
      let left = storage.limit.flatMap { limit in storage.used.flatMap { try? limit - $0 } }
      all.append(
        Allowance(
          name: "storage",
          limit: storage.limit,
          used: storage.used,
          remaining: left,
          unit: "byte"
        )
      )
    }
    return all
  }
}
