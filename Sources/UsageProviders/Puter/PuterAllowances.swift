import UsageModel

/// What Puter says is included and bought, and what is left of it.
struct PuterAllowances {
  let all: [Allowance]

  init(_ reply: PuterReply, _ currency: PuterCurrency, resetsAt: Timestamp) {
    guard let info = reply.allowanceInfo else {
      all = []
      return
    }
    var all: [Allowance] = []
    if let limit = currency.amount(info.monthUsageAllowance) {
      // Where the platform does not say what the allowance bore, it bore everything it could.
      let total = currency.amount(reply.usage.total)
      let stated = currency.amount(reply.usage.allowanceUsed)
      let used = total.map { min(stated ?? min($0, limit), $0) } ?? stated
      // The platform's own figure counts what was bought, too.
      let left = used.flatMap { try? limit - $0 }.map { max(.zero, $0) }
      all.append(
        Allowance(
          name: "monthly allowance",
          limit: limit,
          used: used,
          remaining: left ?? currency.amount(info.remaining),
          unit: currency.name,
          resetsAt: resetsAt
        )
      )
    }
    if let bought = currency.amount(info.addons?.purchasedCredits), !bought.isZero {
      let used = currency.amount(info.addons?.consumedPurchaseCredits)
      all.append(
        Allowance(
          name: "purchased credits",
          limit: bought,
          used: used,
          remaining: used.flatMap { try? bought - $0 }.map { max(.zero, $0) },
          unit: currency.name
        )
      )
    }
    if let storage = info.addons?.purchasedStorage, !storage.isZero {
      all.append(Allowance(name: "purchased storage", limit: storage, unit: "byte"))
    }
    self.all = all
  }
}
