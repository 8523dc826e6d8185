import UsageModel

/// What the replies of one account are like.
struct Profile {
  /// A counter of a window; a reply that tells an earlier value too has a second one.
  private struct Slot: Hashable {
    let key: Reading.Key
    let isEarlier: Bool
  }

  private(set) var replies = 0
  private(set) var bytes = 0
  private(set) var readings = 0
  /// Readings whose value was not the one before, the first of a window included.
  private(set) var changed = 0

  private var window: BillingWindow?
  private var values: [Slot: FixedDecimal] = [:]
  private var totals: [BillingWindow: FixedDecimal] = [:]

  /// Takes in a reply.
  mutating func add(_ fetched: FetchedReply) {
    replies += 1
    bytes += fetched.reply.body.count
    readings += fetched.normalised.readings.count
    for reading in fetched.normalised.readings {
      if reading.window != window {
        window = reading.window
        values = [:]
      }
      let slot = Slot(
        key: reading.key,
        isEarlier: reading.observedAt != fetched.reply.observedAt
      )
      if values.updateValue(reading.value, forKey: slot) != reading.value { changed += 1 }
      if reading.key.facet == .total, reading.key.measure == .cost {
        totals[reading.window] = reading.value
      }
    }
  }

  /// What the account was charged in all windows together, in its own currency.
  func total() throws -> FixedDecimal { try FixedDecimal.sum(of: totals.values) }
}
