import UsageModel
import UsageStore

/// Accounts that tell their usage by app and service each day for three years: a million records for every ten.
struct LargeHistory {
  /// How many accounts there are.
  let sources: Int

  /// The days of the replies.
  static let days = Day(daysSince1970: 19_723)..<Day(daysSince1970: 19_723 + 1096)

  /// The moment after the last reply.
  static let stop = Timestamp(seconds: Int64(days.upperBound.daysSince1970) * 86_400)

  /// What each account counts: combinations of 23 apps and 40 services.
  private static let keys: [Reading.Key] = (0..<92).flatMap { line in
    [(Measure.cost, "USD"), (.requests, "request")].map { measure, unit in
      Reading.Key(
        facet: .appAndService,
        appID: "app-\(line % 23)",
        service: "service-\(line * 7 % 40)",
        category: "Other",
        meter: "calls",
        measure: measure,
        unit: unit
      )
    }
  }

  /// Keeps everything in a store, with the records that follow from it.
  func fill(_ store: SQLiteStore) throws {
    for source in 0..<sources {
      let identity = SourceIdentity(name: "source-\(source)", provider: "platform")
      var values = [Int128](repeating: 0, count: Self.keys.count)
      var replies: [FetchedReply] = []
      for day in Self.days {
        if day.dayOfMonth == 1 {
          for place in values.indices { values[place] = 0 }
          try store.add(replies, of: identity)
          replies = []
        }
        for place in values.indices {
          // Not random, and unlike each other: money with six decimals, whole requests.
          let seed = (place * 7919 + (day.daysSince1970 + source) * 104_729) % 99_991
          values[place] +=
            place % 2 == 0
            ? Int128(seed + 1) * 1_000_000 : Int128(seed % 900 + 1) * FixedDecimal.unitsPerOne
        }
        replies.append(reply(values, on: day))
      }
      try store.add(replies, of: identity)
    }
    try store.keepRecords(in: Self.context)
  }

  private func reply(_ values: [Int128], on day: Day) -> FetchedReply {
    let at = Timestamp(seconds: Int64(day.daysSince1970 + 1) * 86_400 - 1)
    let window = BillingWindow(month: day.month, basis: .calendarMonth)
    return FetchedReply(
      reply: ProviderReply(
        request: "usage",
        body: Array(day.description.utf8),
        observedAt: at,
        learntAt: at
      ),
      normalised: NormalisedReply(
        readings: zip(Self.keys, values).map { key, value in
          Reading(key: key, value: FixedDecimal(units: value), window: window, observedAt: at)
        }
      )
    )
  }

  /// Names a few of the apps, as a configuration does.
  static let context = UsageContext(
    currency: "USD",
    apps: ["app-1": .init(name: "Shop", tags: ["team": "web"])]
  )
}
