import UsageModel

/// What Puter says is included and bought, and what is left of it.
struct PuterAllowance {
  private let included: FixedDecimal?
  private let bought: FixedDecimal?
  private let boughtAndUsed: FixedDecimal?
  private let storage: FixedDecimal?

  init(_ object: ReplyObject, _ currency: PuterCurrency) throws(ReplyError) {
    included = try object.optionalAmount("monthUsageAllowance", in: currency)
    // What is left of both pools together; each is told apart below.
    _ = try object.optionalAmount("remaining", in: currency)
    let addons = try object.optionalObject("addons")
    bought = try addons?.optionalAmount("purchasedCredits", in: currency)
    boughtAndUsed = try addons?.optionalAmount("consumedPurchaseCredits", in: currency)
    storage = try addons?.optionalNumber("purchasedStorage")
    // Costs come with the discounts taken off.
    try addons?.skipObject("rateDiscounts")
  }

  /// The allowances, one for each pool, since what is left of both may exceed the month's own.
  ///
  /// `borne` is how much of the total the platform says that the month's allowance bore.
  func allowances(
    total: FixedDecimal,
    borne: FixedDecimal?,
    in currency: PuterCurrency,
    resetsAt: Timestamp
  ) -> [Allowance] {
    var all: [Allowance] = []
    if let included {
      // Where the platform does not say, it bore everything it could.
      let used = min(borne ?? included, total)
      all.append(
        Allowance(
          name: "monthly allowance",
          limit: included,
          used: used,
          remaining: left(of: included, used),
          unit: currency.name,
          resetsAt: resetsAt
        )
      )
    }
    if let bought, !bought.isZero {
      all.append(
        Allowance(
          name: "purchased credits",
          limit: bought,
          used: boughtAndUsed,
          remaining: left(of: bought, boughtAndUsed),
          unit: currency.name
        )
      )
    }
    if let storage, !storage.isZero {
      all.append(Allowance(name: "purchased storage", limit: storage, unit: "byte"))
    }
    return all
  }

  private func left(of limit: FixedDecimal, _ used: FixedDecimal?) -> FixedDecimal? {
    used.flatMap { try? limit - $0 }.map { max(.zero, $0) }
  }
}
