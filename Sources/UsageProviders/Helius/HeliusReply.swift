import UsageModel

/// The answer of `/v0/admin/projects/{id}/usage` in any of its three published contracts.
struct HeliusReply: Decodable {
  struct Cycle: Decodable {
    let start: String?
    let end: String?
  }

  struct Subscription: Decodable {
    let billingCycle: Cycle?
    let creditsLimit: FixedDecimal?
  }

  /// Credits with the prepaid ones; required in all but the oldest contract.
  let creditsUsed: FixedDecimal?
  let creditsRemaining: FixedDecimal?
  let prepaidCreditsUsed: FixedDecimal?
  let prepaidCreditsRemaining: FixedDecimal?
  let creditCycle: Cycle?
  let subscriptionDetails: Subscription?
  /// By product, as are the next two.
  let credits: [String: FixedDecimal]?
  let requests: [String: FixedDecimal]?
  let dataTransfer: [String: FixedDecimal]?
  /// Requests by product in the oldest contract, which has no credits by product.
  let usage: [String: FixedDecimal]?

  private enum CodingKeys: String, CodingKey {
    case creditsUsed, creditsRemaining, prepaidCreditsUsed, prepaidCreditsRemaining
    case creditCycle, subscriptionDetails, credits, requests, dataTransfer, usage
  }

  /// Whether the reply is of the oldest contract.
  let isOldest: Bool

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> FixedDecimal? {
      try container.decodeIfPresent(FixedDecimal.self, forKey: key)
    }
    func products(_ key: CodingKeys) throws -> [String: FixedDecimal]? {
      try container.decodeIfPresent([String: FixedDecimal].self, forKey: key)
    }
    credits = try products(.credits)
    requests = try products(.requests)
    dataTransfer = try products(.dataTransfer)
    usage = try products(.usage)
    isOldest = usage != nil && credits == nil
    creditsUsed =
      isOldest
      ? try number(.creditsUsed) : try container.decode(FixedDecimal.self, forKey: .creditsUsed)
    creditsRemaining = try number(.creditsRemaining)
    prepaidCreditsUsed = try number(.prepaidCreditsUsed)
    prepaidCreditsRemaining = try number(.prepaidCreditsRemaining)
    creditCycle = try container.decodeIfPresent(Cycle.self, forKey: .creditCycle)
    subscriptionDetails = try container.decodeIfPresent(
      Subscription.self,
      forKey: .subscriptionDetails
    )
  }
}
