import Testing
import UsageModel

@testable import UsageProviders

/// A reply of a platform with every field that this version knows.
struct FullReply: Sendable, CustomTestStringConvertible {
  let provider: any Provider
  var contract = "usage"
  var request = "usage"
  let body: String
  /// The places that have to be there, with a star for each name that is data.
  let required: Set<String>
  /// The objects whose names are data, likewise.
  var data: Set<String> = []
  /// The place that a message names where another one is missing.
  var namedInstead: [String: String] = [:]
  /// What the parts of a facet leave of the total.
  var remainders: [Facet: FixedDecimal] = [:]

  var testDescription: String { "\(provider.name), \(contract)" }

  /// The body as a value.
  var value: JSONValue {
    get throws { try JSONParser.value(of: Array(body.utf8)) }
  }

  /// What another body of the same request says.
  func normalised(_ value: JSONValue) throws -> NormalisedReply {
    try normalised(value.written())
  }

  /// What another body of the same request says.
  func normalised(_ body: String) throws -> NormalisedReply {
    try provider.normalise(Sample.reply(body, request: request))
  }

  /// A place with a star for each name that is data.
  func pattern(_ place: [String]) -> String {
    var pattern: [String] = []
    for name in place {
      let isData = data.contains(pattern.joined(separator: ".")) && !Self.scalars.contains(name)
      pattern.append(isData ? "*" : name)
    }
    return pattern.joined(separator: ".")
  }

  /// Fields of Puter that stand among names that are data.
  private static let scalars: Set<String> = [
    "total", "allowanceUsed", "allowanceUsedBaselined", "monthlyChargesApplied", "unit",
  ]
}

extension FullReply {
  static let all = [
    puter, puterCredits, puterApp, notte, cuadra, helius, heliusMiddle, heliusOldest, shoal,
  ]

  static let puter = FullReply(
    provider: PuterProvider(),
    body: """
      {"usage": {"total": 3150.5, "allowanceUsed": 3000, "allowanceUsedBaselined": 7,
        "monthlyChargesApplied": 1,
        "kv:read:cached": {"units": 5, "cost": 8.5, "count": 5},
        "claude:claude-haiku-4_dot_5:input_tokens": {"units": 900, "cost": 2942, "count": 3},
        "egress:bytes": {"units": 4096.5, "cost": 300, "count": 3},
        "manual_adjustment": {"units": -1, "cost": -200, "count": 1}},
       "appTotals": {"os-global": {"total": 950.5, "count": 12},
        "app-1111": {"total": 2200, "count": 4}},
       "allowanceInfo": {"monthUsageAllowance": 5000, "remaining": 102000,
        "addons": {"purchasedCredits": 100000, "consumedPurchaseCredits": 150.5,
          "purchasedStorage": 1024, "rateDiscounts": {}}}}
      """,
    required: ["usage", "usage.*.cost"],
    data: ["usage", "appTotals"],
    remainders: [.service: FixedDecimal(units: 1_000_000), .app: 0]
  )

  static let puterCredits = FullReply(
    provider: PuterProvider(),
    contract: "credits",
    body: """
      {"usage": {"total": 13, "kv:read": {"units": 3, "cost": 12.5, "count": 3}},
       "appTotals": {"app-1": {"total": 12.5, "count": 3}, "others": {"total": 0.5}},
       "allowanceInfo": {"monthUsageAllowance": 1000, "remaining": 987, "unit": "credits",
        "addons": {}}}
      """,
    required: ["usage", "usage.*.cost"],
    data: ["usage", "appTotals"],
    remainders: [.service: FixedDecimal(units: 500_000_000_000), .app: 0]
  )

  static let puterApp = FullReply(
    provider: PuterProvider(),
    contract: "one app",
    request: "usage app-1",
    body: """
      {"total": 3, "unit": "credits", "kv:read": {"cost": 2, "count": 2, "units": 2},
       "kv:write": {"cost": 1, "count": 1, "units": 1}}
      """,
    required: ["total", "*.cost"],
    data: [""]
  )

  static let notte = FullReply(
    provider: NotteProvider(),
    body: """
      {"plan_type": "pro", "period": "November 2026", "session_count": 7, "function_count": 2,
       "browser_usage_cost": 1.1, "proxy_usage_cost": 0.2, "llm_usage_cost": 0.037,
       "function_usage_cost": 0.4, "total_cost": 1.75, "subscription_limit_amount": 10.0,
       "topup_limit_amount": 5, "subscription_balance_amount": 8.25, "topup_balance_amount": 5,
       "balance_amount": 13.25, "is_usage_limit_exceeded": true}
      """,
    required: [
      "plan_type", "period", "session_count", "function_count", "browser_usage_cost",
      "proxy_usage_cost", "llm_usage_cost", "function_usage_cost", "total_cost",
      "subscription_limit_amount", "topup_limit_amount", "subscription_balance_amount",
      "topup_balance_amount", "balance_amount", "is_usage_limit_exceeded",
    ],
    remainders: [.service: FixedDecimal(units: 13_000_000_000)]
  )

  static let cuadra = FullReply(
    provider: CuadraProvider(),
    body: """
      {"storage": {"used": 600, "limit": 1000},
       "credits": {"used": 520.5, "limit": 500, "available": 0, "purchasedBalance": 90,
         "totalAvailable": 90, "overageCredits": 20.5, "isInOverage": true, "hardCap": false,
         "billingPeriod": "monthly", "periodStart": "2026-11-05T00:00:00Z",
         "periodEnd": "2026-12-04T23:59:59Z"},
       "plan": {"tier": "pro", "name": "Pro", "billingCycle": "monthly"}}
      """,
    required: ["credits", "credits.used", "credits.periodStart", "credits.periodEnd"]
  )

  static let helius = FullReply(
    provider: HeliusProvider(),
    contract: "newest",
    body: """
      {"creditsRemaining": 900, "creditsUsed": 130, "prepaidCreditsRemaining": 40,
       "prepaidCreditsUsed": 30, "creditCycle": {"start": "2026-11-09", "end": "2026-12-09"},
       "subscriptionDetails": {"billingCycle": {"start": "2026-11-01", "end": "2026-12-01"},
         "creditsLimit": 1000, "plan": "Developer"},
       "credits": {"rpc": 90, "das": 10, "laserstreamGrpc": 29, "preprocessedTransactions": 0},
       "requests": {"rpc": 90, "das": 1, "preprocessedTransactions": 0},
       "dataTransfer": {"laserstreamGrpc": 5000}}
      """,
    required: [
      "creditsUsed", "credits", "creditCycle.start", "creditCycle.end",
      "subscriptionDetails.billingCycle.start", "subscriptionDetails.billingCycle.end",
    ],
    data: ["credits", "requests", "dataTransfer"],
    remainders: [.service: 1]
  )

  static let heliusMiddle = FullReply(
    provider: HeliusProvider(),
    contract: "middle",
    body: """
      {"creditsRemaining": 487500, "creditsUsed": 12500, "prepaidCreditsRemaining": 50000,
       "prepaidCreditsUsed": 0,
       "subscriptionDetails": {"billingCycle": {"start": "2026-11-01", "end": "2026-12-01"},
         "creditsLimit": 500000, "plan": "business"},
       "credits": {"rpc": 4000, "enhancedApi": 8400, "archival": 101},
       "requests": {"rpc": 4000, "enhancedApi": 84, "archival": 10},
       "dataTransfer": {"laserstreamGrpc": 0, "laserstreamWebsocket": 0}}
      """,
    required: [
      "creditsUsed", "credits", "subscriptionDetails.billingCycle.start",
      "subscriptionDetails.billingCycle.end",
    ],
    data: ["credits", "requests", "dataTransfer"],
    remainders: [.service: -1]
  )

  static let heliusOldest = FullReply(
    provider: HeliusProvider(),
    contract: "oldest",
    body: """
      {"creditsRemaining": 5, "creditsUsed": 7, "prepaidCreditsRemaining": 0,
       "prepaidCreditsUsed": 0,
       "subscriptionDetails": {"billingCycle": {"start": "2026-11-01", "end": "2026-12-01"},
         "creditsLimit": 12, "plan": "Professional"},
       "usage": {"api": 1, "archival": 0, "das": 2, "grpc": 0, "grpcGeyser": 0, "photon": 0,
         "rpc": 4, "stream": 0, "webhook": 1, "websocket": 0}}
      """,
    required: [
      "usage", "subscriptionDetails.billingCycle.start", "subscriptionDetails.billingCycle.end",
    ],
    data: ["usage"],
    namedInstead: ["usage": "credits"]
  )

  static let shoal = FullReply(
    provider: ShoalProvider(),
    body: """
      {"data": {"today": 20, "thisWeek": 80, "thisMonth": 250,
        "budget": {"limit": 900, "used": 42.5, "remaining": 857.5}}}
      """,
    required: ["data", "data.thisMonth"]
  )
}
