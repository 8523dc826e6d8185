import UsageModel

/// The answer of `/v1/usage`; an older contract has no budget.
struct ShoalReply: Decodable {
  struct Budget: Decodable {
    let limit: FixedDecimal?
    let used: FixedDecimal?
    let remaining: FixedDecimal?
  }

  struct Counters: Decodable {
    let today: FixedDecimal?
    let thisMonth: FixedDecimal
    let budget: Budget?
  }

  let data: Counters
}
