import UsageModel

/// The answer of `/v0/admin/projects/{id}/usage` in any of its three published contracts.
struct HeliusReply: ReplyBody {
  /// What was used by product.
  enum Products {
    /// In the oldest contract there are requests and nothing else.
    case oldest(requests: [String: FixedDecimal])
    /// Since then, there are credits, requests and bytes.
    case current(
      credits: [String: FixedDecimal],
      requests: [String: FixedDecimal],
      bytes: [String: FixedDecimal]
    )
  }

  let products: Products
  /// Credits with the prepaid ones; nil in the oldest contract only.
  let creditsUsed: FixedDecimal?
  let creditsRemaining: FixedDecimal?
  let prepaidCreditsUsed: FixedDecimal?
  let prepaidCreditsRemaining: FixedDecimal?
  let creditsLimit: FixedDecimal?
  let plan: String?
  /// The cycle of the credits, else that of the bill; either may be null.
  let cycle: BillingWindow?

  init(_ object: ReplyObject) throws(ReplyError) {
    let requestsOnly = try object.optionalObject("usage")?.numbersByName()
    if let requestsOnly, object.peek("credits") == nil {
      products = .oldest(requests: requestsOnly)
      creditsUsed = try object.optionalNumber("creditsUsed")
    } else {
      creditsUsed = try object.number("creditsUsed")
      products = .current(
        credits: try object.object("credits").numbersByName(),
        requests: try object.optionalObject("requests")?.numbersByName() ?? [:],
        bytes: try object.optionalObject("dataTransfer")?.numbersByName() ?? [:]
      )
    }
    creditsRemaining = try object.optionalNumber("creditsRemaining")
    prepaidCreditsUsed = try object.optionalNumber("prepaidCreditsUsed")
    prepaidCreditsRemaining = try object.optionalNumber("prepaidCreditsRemaining")
    let subscription = try object.optionalObject("subscriptionDetails")
    creditsLimit = try subscription?.optionalNumber("creditsLimit")
    plan = try subscription?.optionalText("plan")
    let cycles = [
      try object.optionalObject("creditCycle"), try subscription?.optionalObject("billingCycle"),
    ]
    var windows: [BillingWindow] = []
    for case let cycle? in cycles {
      if let window = try BillingWindow.stated(in: cycle, from: "start", to: "end") {
        windows.append(window)
      }
    }
    cycle = windows.first
  }
}
