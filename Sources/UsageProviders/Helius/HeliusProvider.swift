public import UsageModel

/// Helius: one project's credits, requests and bytes by product.
public struct HeliusProvider: Provider {
  /// The name in the configuration.
  public let name: String = "helius"

  /// The name in messages.
  public let title: String = "Helius"

  /// The platform's own address.
  public let defaultBaseURL: String = "https://admin-api.helius.xyz"

  /// Credits.
  public let costUnits: [String] = [Self.credit]

  /// The pools that usage is drawn from, in their order.
  public let pools: [AllowancePool] = [
    AllowancePool("monthly credits", expires: true),
    AllowancePool("prepaid credits", expires: false),
  ]

  /// An API key.
  public let credentialChoices: [[String]] = [["api_key"]]

  /// The project that the key belongs to.
  public let options: [ProviderOption] = [ProviderOption("project", .text, isRequired: true)]

  private static let credit = "helius:credit"

  /// Creates the adapter.
  public init() {}

  /// The project.
  public func account(of source: ProviderSource) -> String? { source.options["project"] }

  /// The key in a header: in an address it would end up in logs.
  public func authorization(of source: ProviderSource) -> Authorization? {
    source.credentials["api_key"].map { .header(name: "X-Api-Key", value: $0) }
  }

  /// The running cycle; the platform tells no other.
  public func requests(for source: ProviderSource, plan: FetchPlan) -> [ProviderRequest] {
    let project = source.options["project"] ?? ""
    return [
      ProviderRequest(id: "usage", path: ["v0", "admin", "projects", project, "usage"])
    ]
  }

  /// Reads the cycle's counters.
  public func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    let (body, unknownFields) = try reply.read(as: HeliusReply.self)
    var list = ReadingList(of: reply, window: body.cycle ?? BillingWindow(monthOf: reply))
    switch body.products {
    case .oldest(let requests): try add(requests, .requests, "request", bytes: [:], to: &list)
    case .current(let credits, let requests, let bytes):
      try list.add(
        Reading.Key(facet: .total, measure: .cost, unit: Self.credit),
        body.creditsUsed
      )
      try add(credits, .cost, Self.credit, bytes: bytes, to: &list)
      try add(requests, .requests, "request", bytes: bytes, to: &list)
      try add(bytes, .quantity, "byte", bytes: bytes, to: &list)
    }
    return NormalisedReply(
      readings: list.readings,
      allowances: allowances(body, resetsAt: list.window.stop),
      plan: body.plan,
      findings: ReplyFinding.unknown(products: unknownProducts(in: list), of: self)
        + ReplyFinding.unknown(fields: unknownFields, of: self)
    )
  }

  private func add(
    _ products: [String: FixedDecimal],
    _ measure: Measure,
    _ unit: String,
    bytes: [String: FixedDecimal],
    to list: inout ReadingList
  ) throws(ReplyError) {
    for (name, value) in products.sorted(by: { $0.key < $1.key }) {
      let product = HeliusProduct(name, isMeteredByBytes: bytes[name] != nil)
      try list.add(product.key(measure, unit), value)
    }
  }

  private func unknownProducts(in list: ReadingList) -> Set<String> {
    Set(list.readings.compactMap(\.key.service)).filter { !HeliusProduct.isKnown($0) }
  }

  private func allowances(_ body: HeliusReply, resetsAt: Timestamp) -> [Allowance] {
    var all: [Allowance] = []
    if body.creditsRemaining != nil || body.creditsLimit != nil {
      // What was used includes the prepaid credits.
      let used = body.creditsUsed.flatMap { try? $0 - (body.prepaidCreditsUsed ?? .zero) }
      all.append(
        Allowance(
          name: "monthly credits",
          limit: body.creditsLimit,
          used: used,
          remaining: body.creditsRemaining,
          unit: Self.credit,
          resetsAt: resetsAt
        )
      )
    }
    if body.prepaidCreditsRemaining != nil || body.prepaidCreditsUsed != nil {
      all.append(
        Allowance(
          name: "prepaid credits",
          used: body.prepaidCreditsUsed,
          remaining: body.prepaidCreditsRemaining,
          unit: Self.credit
        )
      )
    }
    return all
  }
}
