import TestSupport
import Testing
import UsageModel
import UsageStore

/// What holds for every history, tried with many made-up ones.
struct DerivationLawTests {
  private static let endOfTime = Sample.time("2099-01-01T00:00:00Z")

  /// Histories whose windows are known to the letter.
  private static let settled: [GeneratedHistory.Traits] = [.rivals, [.rivals, .moves]]

  private static let mixed: [GeneratedHistory.Traits] = [
    .rivals, [.rivals, .firstHours], [.rivals, .moves],
  ]

  private static func store(
    _ replies: [FetchedReply],
    of history: GeneratedHistory
  ) throws -> MemoryStore {
    let store = MemoryStore()
    try store.add(replies, of: history.identity)
    return store
  }

  private static func records(
    of facet: Facet,
    in store: some UsageStore,
    for history: GeneratedHistory,
    asOf moment: Timestamp = endOfTime
  ) throws -> [UsageRecord] {
    let query = UsageQuery(days: history.days, dimensions: facet.dimensions, asOf: moment)
    return try store.answer(query, in: UsageContext(of: history)).records
  }

  @Test(arguments: 0..<4)
  func `the records of every facet, counter and window sum to its last reading`(
    part: UInt64
  ) throws {
    for seed in (part * 50)..<(part * 50 + 50) {
      let history = GeneratedHistory(seed: seed, traits: Self.settled[Int(seed % 2)])
      let store = try Self.store(history.replies, of: history)
      for facet in history.facets {
        let records = try Self.records(of: facet, in: store, for: history)
        let last = try RecordSums(
          ofLastReadingsIn: history.replies,
          facet: facet,
          firstStarts: history.firstStarts
        )
        #expect(
          try RecordSums(of: records).withoutOther == last,
          "seed \(seed), \(facet.rawValue)"
        )
        for record in records {
          let window = try #require(record.window)
          let last = history.calendar.day(of: Timestamp(milliseconds: window.stop.milliseconds - 1))
          #expect(
            history.calendar.day(of: window.start) <= record.day && record.day <= last,
            "seed \(seed), \(record.line)"
          )
        }
      }
    }
  }

  @Test func `a window's records do not depend on what else is known`() throws {
    for seed in UInt64(1500)..<1540 {
      let history = GeneratedHistory(seed: seed, traits: .rivals)
      let all = try Self.store(history.replies, of: history)
      for window in history.windows {
        let own = history.replies.filter { $0.normalised.readings[0].window == window }
        let alone = try Self.store(own, of: history)
        for facet in Set(own.flatMap { $0.normalised.readings.map(\.key.facet) }) {
          let records = try Self.records(of: facet, in: all, for: history)
          #expect(
            try Self.records(of: facet, in: alone, for: history)
              == records.filter { $0.window?.start == window.start },
            "seed \(seed), \(facet.rawValue), \(window.start)"
          )
        }
      }
    }
  }

  @Test func `a breakdown with its rest sums to the total on every day`() throws {
    for seed in UInt64(1000)..<1100 {
      let history = GeneratedHistory(seed: seed, traits: Self.settled[Int(seed % 2)])
      let store = try Self.store(history.replies, of: history)
      guard history.facets.contains(.total) else { continue }
      let totals = Dictionary(
        grouping: try Self.records(of: .total, in: store, for: history),
        by: \.day
      )
      let units = try RecordSums(ofLastReadingsIn: history.replies, facet: .total)
      for facet in history.facets where facet != .total {
        let parts = Dictionary(
          grouping: try Self.records(of: facet, in: store, for: history),
          by: \.day
        )
        for day in Set(totals.keys).union(parts.keys) {
          let sums = try RecordSums(of: parts[day] ?? [])
          let total = try RecordSums(of: totals[day] ?? [])
          #expect(
            try sums.totals(ofUnitsIn: units) == total.totals(ofUnitsIn: units),
            "seed \(seed), \(facet.rawValue), \(day)"
          )
        }
      }
    }
  }

  @Test func `neither the order of insertion nor a repetition matters`() throws {
    for seed in UInt64(2000)..<2060 {
      let traits: GeneratedHistory.Traits = Self.mixed[Int(seed % 3)]
      let history = GeneratedHistory(seed: seed, traits: traits)
      var generator = SeededGenerator(seed: seed)
      let once = try Self.store(history.replies, of: history)
      let shuffled = MemoryStore()
      for reply in (history.replies + history.replies.suffix(3)).shuffled(using: &generator) {
        try shuffled.add([reply], of: history.identity)
      }
      for facet in history.facets {
        let query = UsageQuery(
          days: history.days,
          dimensions: facet.dimensions,
          asOf: Self.endOfTime
        )
        let context = UsageContext(of: history)
        #expect(
          try once.answer(query, in: context) == shuffled.answer(query, in: context),
          "seed \(seed)"
        )
      }
    }
  }

  @Test func `a query as of a moment equals a store that was fed until then`() throws {
    for seed in UInt64(3000)..<3060 {
      let traits: GeneratedHistory.Traits = Self.mixed[Int(seed % 3)]
      let history = GeneratedHistory(seed: seed, traits: traits)
      var generator = SeededGenerator(seed: seed)
      guard let moment = history.replies.randomElement(using: &generator)?.reply.learntAt else {
        continue
      }
      let all = try Self.store(history.replies, of: history)
      let known = try Self.store(
        history.replies.filter { $0.reply.learntAt <= moment },
        of: history
      )
      #expect(all.sources(asOf: moment) == known.sources(asOf: moment))
      for dimensions in [nil, [], [.app], [.service], [.app, .service]] as [Set<UsageDimension>?] {
        let query = UsageQuery(days: history.days, dimensions: dimensions, asOf: moment)
        let context = UsageContext(of: history)
        #expect(try all.answer(query, in: context) == known.answer(query, in: context))
      }
    }
  }

  @Test func `parts of the days answer like all of them`() throws {
    for seed in UInt64(4000)..<4060 {
      let history = GeneratedHistory(seed: seed, traits: Self.mixed[Int(seed % 3)])
      let store = try Self.store(history.replies, of: history)
      var generator = SeededGenerator(seed: seed)
      let days = Array(history.days)
      let cut = days[Int.random(in: 1..<days.count - 1, using: &generator)]
      for facet in history.facets {
        var query = UsageQuery(
          days: history.days,
          dimensions: facet.dimensions,
          asOf: Self.endOfTime
        )
        let context = UsageContext(of: history)
        let whole = try store.answer(query, in: context).records
        query.days = history.days.lowerBound..<cut
        let before = try store.answer(query, in: context).records
        query.days = cut..<history.days.upperBound
        #expect(try before + store.answer(query, in: context).records == whole, "seed \(seed)")
      }
    }
  }

  @Test func `records have the sign, the order and the unit that their quality and cell ask for`()
    throws
  {
    for seed in UInt64(5000)..<5080 {
      let history = GeneratedHistory(seed: seed, traits: Self.mixed[Int(seed % 3)])
      let store = try Self.store(history.replies, of: history)
      for facet in history.facets {
        let records = try Self.records(of: facet, in: store, for: history)
        #expect(records.map(\.day) == records.map(\.day).sorted())
        for record in records {
          let amounts = [record.native?.amount, record.requests, record.quantity].compactMap(\.self)
          #expect(!amounts.isEmpty && (record.quantity == nil) == (record.unit == nil))
          #expect(record.quality != .imported)
          guard record.service != ReservedName.other, record.appID != ReservedName.other else {
            continue
          }
          #expect(amounts.allSatisfy { $0.isNegative == (record.quality == .correction) })
          #expect(amounts.allSatisfy { !$0.isZero })
        }
      }
    }
  }

  @Test func `coverage is a share`() throws {
    for seed in UInt64(6000)..<6120 {
      let history = GeneratedHistory(seed: seed, traits: Self.mixed[Int(seed % 3)])
      let store = try Self.store(history.replies, of: history)
      for window in history.windows {
        let days =
          history.calendar.day(
            of: window.start
          )..<history.calendar.day(of: window.stop)
          .advanced(by: 1)
        let query = UsageQuery(days: days, asOf: window.stop)
        guard let coverage = try store.answer(query, in: UsageContext(of: history)).coverage else {
          continue
        }
        #expect(coverage >= 0 && coverage <= 1)
      }
    }
  }
}
