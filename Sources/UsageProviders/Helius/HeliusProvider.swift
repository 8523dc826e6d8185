public import UsageModel

/// Helius: one project's credits, requests and bytes by product.
public struct HeliusProvider: Provider {
  /// The name in the configuration.
  public let name: String = "helius"

  /// The name in messages.
  public let title: String = "Helius"

  /// The platform's own address.
  public let defaultBaseURL: String = "https://admin-api.helius.xyz"

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
    let decoded = try reply.decoded(as: HeliusReply.self)
    var list = ReadingList(of: reply, window: try window(of: decoded, in: reply))
    if decoded.isOldest {
      try add(decoded.usage, .requests, "request", to: &list)
    } else {
      try list.add(
        Reading.Key(facet: .total, measure: .cost, unit: Self.credit),
        decoded.creditsUsed
      )
      try add(decoded.credits, .cost, Self.credit, to: &list)
      try add(decoded.requests, .requests, "request", to: &list)
      try add(decoded.dataTransfer, .quantity, "byte", to: &list)
    }
    return NormalisedReply(
      readings: list.readings,
      allowances: allowances(decoded, resetsAt: list.window.stop),
      notices: notices(decoded)
    )
  }

  /// The credits' own cycle before that of the bill; either may be null.
  private func window(
    of decoded: HeliusReply,
    in reply: ProviderReply
  ) throws(ReplyError) -> BillingWindow {
    let cycles = [
      (decoded.creditCycle, "creditCycle"),
      (decoded.subscriptionDetails?.billingCycle, "subscriptionDetails.billingCycle"),
    ]
    for (cycle, path) in cycles {
      if let window = try BillingWindow.stated(
        start: cycle?.start,
        stop: cycle?.end,
        startPath: "\(path).start",
        stopPath: "\(path).end"
      ) {
        return window
      }
    }
    return BillingWindow(monthOf: reply)
  }

  private func add(
    _ products: [String: FixedDecimal]?,
    _ measure: Measure,
    _ unit: String,
    to list: inout ReadingList
  ) throws(ReplyError) {
    for (product, value) in (products ?? [:]).sorted(by: { $0.key < $1.key }) {
      try list.add(
        Reading.Key(
          facet: .service,
          service: product,
          category: HeliusProduct.category(product),
          meter: measure == .quantity ? "bytes" : HeliusProduct.meter(product),
          measure: measure,
          unit: unit
        ),
        value
      )
    }
  }

  private func allowances(_ reply: HeliusReply, resetsAt: Timestamp) -> [Allowance] {
    var all: [Allowance] = []
    if reply.creditsRemaining != nil || reply.subscriptionDetails?.creditsLimit != nil {
      // What was used includes the prepaid credits.
      let used = reply.creditsUsed.flatMap { try? $0 - (reply.prepaidCreditsUsed ?? .zero) }
      all.append(
        Allowance(
          name: "monthly credits",
          limit: reply.subscriptionDetails?.creditsLimit,
          used: used,
          remaining: reply.creditsRemaining,
          unit: Self.credit,
          resetsAt: resetsAt
        )
      )
    }
    if reply.prepaidCreditsRemaining != nil || reply.prepaidCreditsUsed != nil {
      all.append(
        Allowance(
          name: "prepaid credits",
          used: reply.prepaidCreditsUsed,
          remaining: reply.prepaidCreditsRemaining,
          unit: Self.credit
        )
      )
    }
    return all
  }

  private func notices(_ reply: HeliusReply) -> [String] {
    let lists = [reply.credits, reply.requests, reply.dataTransfer, reply.usage]
    let products = Set(lists.compactMap { $0?.keys }.joined())
    return products.filter { !HeliusProduct.isKnown($0) }.sorted().map {
      "Helius sends a product this version does not know: \(Quotation.shown($0))"
    }
  }
}
