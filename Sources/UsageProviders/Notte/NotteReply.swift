import UsageModel

/// The answer of `/usage`, in which the platform's documents require every field.
struct NotteReply: ReplyBody {
  let planType: String
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

  init(_ object: ReplyObject) throws(ReplyError) {
    planType = try object.text("plan_type")
    period = try object.text("period")
    sessionCount = try object.number("session_count")
    functionCount = try object.number("function_count")
    browserUsageCost = try object.number("browser_usage_cost")
    proxyUsageCost = try object.number("proxy_usage_cost")
    llmUsageCost = try object.number("llm_usage_cost")
    functionUsageCost = try object.number("function_usage_cost")
    totalCost = try object.number("total_cost")
    subscriptionLimitAmount = try object.number("subscription_limit_amount")
    topupLimitAmount = try object.number("topup_limit_amount")
    subscriptionBalanceAmount = try object.number("subscription_balance_amount")
    topupBalanceAmount = try object.number("topup_balance_amount")
    isUsageLimitExceeded = try object.flag("is_usage_limit_exceeded")
    // The sum of the two balances.
    _ = try object.number("balance_amount")
  }
}
