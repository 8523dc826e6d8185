import UsageModel

/// An organisation at Cuadra: credits for answers, and documents that are only ever added.
struct CuadraAccount: Account {
  let provider = "cuadra"

  private static let limit = 250_000
  private static let storageLimit = 107_374_182_400

  private let answers = Activity("cuadra answers", perDay: 800, .office)
  private let uploads = Activity("cuadra documents", perDay: 12, .office, resting: 0.3)
  private var used = 0
  private var stored = 20_802_189_312

  mutating func pass(_ hour: Int) {
    used += answers.amount(of: answers.events(in: hour), each: 1.8, in: hour)
    let added = uploads.amount(of: uploads.events(in: hour), each: 1_400_000, in: hour)
    stored = min(Self.storageLimit, stored + added)
  }

  mutating func begin(_ day: Day) {
    if day.dayOfMonth == 1 { used = 0 }
  }

  func body(at now: Timestamp) -> JSONText {
    let month = now.utcDay.month
    let overage = max(0, used - Self.limit)
    let available = max(0, Self.limit - used)
    return JSONText { json in
      json.object("storage") { json in
        json.member("used", stored)
        json.member("limit", Self.storageLimit)
      }
      json.object("credits") { json in
        json.member("used", used)
        json.member("limit", Self.limit)
        json.member("available", available)
        json.member("purchasedBalance", 0)
        json.member("totalAvailable", available)
        json.member("overageCredits", overage)
        json.member("isInOverage", flag: overage > 0)
        json.member("hardCap", flag: false)
        json.member("billingPeriod", text: "monthly")
        json.member("periodStart", text: "\(month.start)T00:00:00Z")
        json.member("periodEnd", text: "\(month.stop.advanced(by: -1))T23:59:59Z")
      }
      json.object("plan") { json in
        json.member("tier", text: "pro")
        json.member("name", text: "Pro")
        json.member("billingCycle", text: "monthly")
      }
    }
  }
}
