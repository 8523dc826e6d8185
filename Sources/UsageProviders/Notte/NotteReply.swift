import UsageModel

/// The answer of `/usage`.
struct NotteReply: Decodable {
  let period: String
  let sessionCount: FixedDecimal
  let functionCount: FixedDecimal
  let browserUsageCost: FixedDecimal
  let proxyUsageCost: FixedDecimal
  let llmUsageCost: FixedDecimal
  let functionUsageCost: FixedDecimal
  let totalCost: FixedDecimal
  let subscriptionLimitAmount: FixedDecimal
  let topupLimitAmount: FixedDecimal
  let subscriptionBalanceAmount: FixedDecimal
  let topupBalanceAmount: FixedDecimal
  let isUsageLimitExceeded: Bool

  private enum CodingKeys: String, CodingKey {
    case period
    case sessionCount = "session_count"
    case functionCount = "function_count"
    case browserUsageCost = "browser_usage_cost"
    case proxyUsageCost = "proxy_usage_cost"
    case llmUsageCost = "llm_usage_cost"
    case functionUsageCost = "function_usage_cost"
    case totalCost = "total_cost"
    case subscriptionLimitAmount = "subscription_limit_amount"
    case topupLimitAmount = "topup_limit_amount"
    case subscriptionBalanceAmount = "subscription_balance_amount"
    case topupBalanceAmount = "topup_balance_amount"
    case isUsageLimitExceeded = "is_usage_limit_exceeded"
  }
}
