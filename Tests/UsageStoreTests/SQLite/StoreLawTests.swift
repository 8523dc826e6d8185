import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

// What holds of a store in a file over its whole life: whatever the order in which it was fed, and whatever was
// done to look after it, it answers as one that was fed in order.
@Suite struct StoreLawTests {
  /// A history with the terms that became known meanwhile.
  private struct Life {
    let history: GeneratedHistory
    let terms: [KnownTerms]

    init(seed: UInt64) {
      history = GeneratedHistory(
        seed: seed,
        traits: [[], [.firstHours], [.rivals, .moves]][Int(seed % 3)]
      )
      var generator = SeededGenerator(seed: seed &* 31)
      let days = history.days
      func day() -> Day {
        Day(
          daysSince1970: .random(
            in: days.lowerBound.daysSince1970..<days.upperBound.daysSince1970,
            using: &generator
          )
        )
      }
      let name = history.identity.name
      var known: [KnownTerms] = []
      var terms = Terms()
      let first = history.replies.first?.reply.learntAt ?? Timestamp(seconds: 0)
      for step in 0..<3 {
        terms.rates.append(Rate(unit: "shoal:credit", price: Money(2, "EUR"), since: day()))
        terms.rates.append(Rate(unit: "EUR", price: Money(3, "USD"), since: day()))
        if step == 1 {
          terms.plans.append(
            Plan(
              source: name,
              fee: Money(31, "USD"),
              unit: "USD",
              includes: .amount(FixedDecimal(units: .random(in: 0...1_000_000, using: &generator))),
              overage: Money(2, "USD"),
              since: day()
            )
          )
        }
        if step == 2 {
          terms.charges.append(
            FixedCharge(source: name, charge: .topUp, amount: Money(5, "USD"), since: day())
          )
          terms.charges.append(
            FixedCharge(source: "domain", amount: Money(12, "EUR"), since: day(), every: .month)
          )
        }
        let at = first.advanced(bySeconds: .random(in: 0...5_000_000, using: &generator))
        known.append(KnownTerms(terms, learntAt: max(at, known.last?.learntAt ?? at)))
      }
      self.terms = known
    }

    /// A moment of the life.
    func moment(_ generator: inout SeededGenerator) -> Timestamp {
      let moments = history.replies.map(\.reply.learntAt) + terms.map(\.learntAt)
      return moments.randomElement(using: &generator) ?? Timestamp(seconds: 0)
    }

    /// What a store says as of a moment, of which the configuration knows nothing any more.
    func answers(_ store: any UsageStore, asOf moment: Timestamp) throws -> [UsageAnswer] {
      let context = UsageContext(
        calendar: history.calendar,
        currency: "USD",
        terms: KnownTerms(Terms(), learntAt: Timestamp(milliseconds: .max))
      )
      let facets = history.facets.sorted { $0.rawValue < $1.rawValue }
      return try ([nil, []] + facets.map(\.dimensions)).map { dimensions in
        try store.answer(
          UsageQuery(days: history.days, dimensions: dimensions, asOf: moment),
          in: context
        )
      }
    }

    /// A store that was fed in order, in memory.
    func fedInOrder(until moment: Timestamp) throws -> MemoryStore {
      let store = MemoryStore()
      for terms in terms where terms.learntAt <= moment { store.learn(terms) }
      for reply in history.replies where reply.reply.learntAt <= moment {
        try store.add([reply], of: history.identity)
      }
      return store
    }

    /// Reads a reply as it was read when it came.
    func normalise(_ source: SourceIdentity, _ reply: ProviderReply) throws -> NormalisedReply {
      struct Unknown: Error {}
      guard let known = history.replies.first(where: { $0.reply == reply }) else { throw Unknown() }
      return known.normalised
    }
  }

  private static let endOfTime = Timestamp(seconds: 4_000_000_000)

  private static func withStore(
    of life: Life,
    _ generator: inout SeededGenerator,
    _ test: (SQLiteStore, inout SeededGenerator) throws -> Void
  ) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "tally-life-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    let store = try SQLiteStore(path: url.appending(path: "usage.sqlite").path())
    for terms in life.terms { try store.learn(terms) }
    var rest = life.history.replies.shuffled(using: &generator)[...]
    while !rest.isEmpty {
      let batch = rest.prefix(.random(in: 1...7, using: &generator))
      try store.add(Array(batch), of: life.history.identity)
      rest = rest.dropFirst(batch.count)
    }
    try test(store, &generator)
  }

  @Test(arguments: UInt64(0)..<6)
  func `a store as of a moment is one that was only fed until then`(part: UInt64) throws {
    for seed in part * 10..<part * 10 + 10 {
      let life = Life(seed: seed)
      var generator = SeededGenerator(seed: seed)
      try Self.withStore(of: life, &generator) { store, generator in
        for moment in [life.moment(&generator), life.moment(&generator), Self.endOfTime] {
          let fed = try life.fedInOrder(until: moment)
          #expect(
            try life.answers(store, asOf: moment) == life.answers(fed, asOf: moment),
            "seed \(seed), as of \(moment)"
          )
        }
      }
    }
  }

  @Test(arguments: UInt64(0)..<4)
  func `looking after a store changes none of its answers`(part: UInt64) throws {
    for seed in part * 10 + 500..<part * 10 + 510 {
      let life = Life(seed: seed)
      var generator = SeededGenerator(seed: seed)
      try Self.withStore(of: life, &generator) { store, generator in
        let moments = [life.moment(&generator), Self.endOfTime]
        let before = try moments.map { try life.answers(store, asOf: $0) }
        for _ in 0..<3 {
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: #expect(try store.rebuild(life.normalise).changed == 0)
          case 1: _ = try store.prune(before: life.moment(&generator))
          case 2:
            let copy = store.path + ".copy"
            try store.backUp(to: copy)
            let restored = try SQLiteStore(path: copy)
            #expect(try moments.map { try life.answers(restored, asOf: $0) } == before)
          default:
            // A fetch that is known adds nothing.
            let reply = try #require(life.history.replies.randomElement(using: &generator))
            #expect(try !store.add([reply], of: life.history.identity))
          }
          #expect(try moments.map { try life.answers(store, asOf: $0) } == before, "seed \(seed)")
        }
        let found = try store.verify(life.normalise)
        #expect(found.damage.isEmpty && found.outdated == 0, "seed \(seed)")
      }
    }
  }
}
