import UsageModel

/// The answer of `/v1/usage`; what only administrators see may be absent, which is not zero.
struct CuadraReply: Decodable {
  struct Storage: Decodable {
    let used: FixedDecimal?
    let limit: FixedDecimal?
  }

  struct Credits: Decodable {
    let used: FixedDecimal
    let limit: FixedDecimal?
    let available: FixedDecimal?
    let purchasedBalance: FixedDecimal?
    let overageCredits: FixedDecimal?
    let periodStart: String?
    let periodEnd: String?
  }

  let storage: Storage?
  let credits: Credits
}
