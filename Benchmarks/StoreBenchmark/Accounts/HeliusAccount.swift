import UsageModel

/// A project at Helius with all of its products, some of them hardly used.
struct HeliusAccount: Account {
  private struct Product {
    let name: String
    /// Credits for one call; for a stream, for 100,000 bytes.
    let credits: Int
    let activity: Activity
    /// Bytes for each event of a stream; nil where calls are counted.
    var bytes: Double?
    /// Calls, or bytes, of the running cycle.
    var used = 0

    init(
      _ name: String,
      _ credits: Int,
      perDay: Double,
      _ habit: Habit,
      resting: Double = 0,
      bytes: Double? = nil
    ) {
      self.name = name
      self.credits = credits
      self.bytes = bytes
      activity = Activity("helius \(name)", perDay: perDay, habit, resting: resting)
    }

    /// Hundred-thousandths of a credit.
    var cost: Int { used * credits * (bytes == nil ? 100_000 : 1) }
  }

  let provider = "helius"

  private static let firstDay = 6
  private static let limit = 10_000_000

  private var products = [
    Product("rpc", 1, perDay: 90_000, .steady),
    Product("enhancedApi", 100, perDay: 60, .office, resting: 0.1),
    Product("walletApi", 100, perDay: 12, .leisure, resting: 0.4),
    Product("das", 10, perDay: 400, .leisure),
    Product("webhooks", 1, perDay: 300, .office),
    Product("laserstreamGrpc", 3, perDay: 900, .steady, bytes: 148_000),
    Product("laserstreamWebsocket", 3, perDay: 120, .leisure, resting: 0.2, bytes: 66_000),
    Product("preConfirmations", 1, perDay: 0, .office),
    Product("preprocessedTransactions", 10, perDay: 6, .nightly, resting: 0.5),
    Product("archival", 10, perDay: 80, .nightly),
    Product("photon", 10, perDay: 3, .office, resting: 0.8),
    Product("other", 1, perDay: 0, .office),
  ]

  mutating func pass(_ hour: Int) {
    for index in products.indices {
      let activity = products[index].activity
      let events = activity.events(in: hour)
      products[index].used +=
        products[index].bytes.map { activity.amount(of: events, each: $0, in: hour) } ?? events
    }
  }

  mutating func begin(_ day: Day) {
    guard day.dayOfMonth == Self.firstDay else { return }
    for index in products.indices { products[index].used = 0 }
  }

  func body(at now: Timestamp) -> JSONText {
    let used = products.reduce(0) { $0 + $1.cost } / 100_000
    let month = now.utcDay.dayOfMonth < Self.firstDay ? -1 : 0
    let start = now.utcDay.month.advanced(by: month)
    let dates = { (json: inout JSONText) in
      json.member("start", text: "\(start.start.advanced(by: Self.firstDay - 1))")
      json.member("end", text: "\(start.stop.advanced(by: Self.firstDay - 1))")
    }
    return JSONText { json in
      json.member("creditsRemaining", max(0, Self.limit - used))
      json.member("creditsUsed", used)
      json.member("prepaidCreditsRemaining", 0)
      json.member("prepaidCreditsUsed", 0)
      json.object("creditCycle", dates)
      json.object("subscriptionDetails") { json in
        json.object("billingCycle", dates)
        json.member("creditsLimit", Self.limit)
        json.member("plan", text: "developer")
      }
      json.object("credits") { json in
        for product in products { json.member(product.name, (product.cost + 50_000) / 100_000) }
      }
      json.object("requests") { json in
        for product in products where product.bytes == nil {
          json.member(product.name, product.used)
        }
      }
      json.object("dataTransfer") { json in
        for product in products where product.bytes != nil {
          json.member(product.name, product.used)
        }
      }
    }
  }
}
