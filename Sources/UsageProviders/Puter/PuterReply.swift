import UsageModel

/// The answer of `/metering/usage`.
struct PuterReply: Decodable {
  /// What one app used.
  struct AppTotal: Decodable {
    let total: FixedDecimal?
    let count: FixedDecimal?
  }

  /// What the plan includes.
  struct AllowanceInfo: Decodable {
    struct Addons: Decodable {
      let purchasedCredits: FixedDecimal?
      let consumedPurchaseCredits: FixedDecimal?
      let purchasedStorage: FixedDecimal?
    }

    let monthUsageAllowance: FixedDecimal?
    let remaining: FixedDecimal?
    let addons: Addons?
    let unit: String?
  }

  let usage: PuterUsage
  let appTotals: [String: AppTotal]?
  let allowanceInfo: AllowanceInfo?
}
