import UsageModel

/// The answer of `/v1/usage`; what only administrators see may be absent, which is not zero.
struct CuadraReply: ReplyBody {
  struct Storage {
    let used: FixedDecimal?
    let limit: FixedDecimal?

    init(_ object: ReplyObject) throws(ReplyError) {
      used = try object.optionalNumber("used")
      limit = try object.optionalNumber("limit")
    }
  }

  struct Credits {
    let used: FixedDecimal
    let limit: FixedDecimal?
    let available: FixedDecimal?
    let purchasedBalance: FixedDecimal?
    let overageCredits: FixedDecimal?
    let isInOverage: Bool?
    let period: BillingWindow?

    init(_ object: ReplyObject) throws(ReplyError) {
      used = try object.number("used")
      limit = try object.optionalNumber("limit")
      available = try object.optionalNumber("available")
      purchasedBalance = try object.optionalNumber("purchasedBalance")
      overageCredits = try object.optionalNumber("overageCredits")
      isInOverage = try object.optionalFlag("isInOverage")
      period = try BillingWindow.stated(in: object, from: "periodStart", to: "periodEnd")
      // The sum of two that are read, and what the plan says about itself.
      _ = try object.optionalNumber("totalAvailable")
      _ = try object.optionalFlag("hardCap")
      _ = try object.optionalText("billingPeriod")
    }
  }

  let storage: Storage?
  let credits: Credits
  let plan: String?

  init(_ object: ReplyObject) throws(ReplyError) {
    credits = try Credits(try object.object("credits"))
    storage = try object.optionalObject("storage").map(Storage.init)
    let plan = try object.optionalObject("plan")
    let tier = try plan?.optionalText("tier")
    self.plan = try plan?.optionalText("name") ?? tier
    _ = try plan?.optionalText("billingCycle")
  }
}
