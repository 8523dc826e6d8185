import UsageModel

/// The answer of `/v1/usage`; an older contract has no budget.
struct ShoalReply: ReplyBody {
  struct Budget {
    let limit: FixedDecimal?
    let used: FixedDecimal?
    let remaining: FixedDecimal?

    init(_ object: ReplyObject) throws(ReplyError) {
      limit = try object.optionalNumber("limit")
      used = try object.optionalNumber("used")
      remaining = try object.optionalNumber("remaining")
    }
  }

  let today: FixedDecimal?
  let thisMonth: FixedDecimal
  let budget: Budget?

  init(_ object: ReplyObject) throws(ReplyError) {
    let counters = try object.object("data")
    today = try counters.optionalNumber("today")
    thisMonth = try counters.number("thisMonth")
    // On which day a week starts is not documented, so nothing can be made of it.
    _ = try counters.optionalNumber("thisWeek")
    budget = try counters.optionalObject("budget").map(Budget.init)
  }
}
