import Foundation
import GRDB
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

// Kept records are a copy of what the readings say: with them a store answers as without.
@Suite struct KeptRecordTests {
  /// A record as far as a table tells it.
  private struct Told: Hashable {
    var line: UsageLine
    var day: Day
    var quality: Quality
    var cost: FixedDecimal?
    var requests: FixedDecimal?
    var quantity: FixedDecimal?
    var native: Money?
  }

  private static func told(_ table: UsageTable) -> [Told] {
    (0..<table.count).map { row in
      Told(
        line: table.lines[Int(table.lineOf[row])],
        day: table.day(at: row),
        quality: table.quality(at: row),
        cost: table.costs[row],
        requests: table.requests[row],
        quantity: table.quantities[row],
        native: table.native(at: row)
      )
    }
  }

  /// What the configuration says, with names and tags that the kept records know nothing of.
  private static func context(
    of history: GeneratedHistory,
    _ terms: Terms,
    _ generator: inout SeededGenerator
  ) -> UsageContext {
    let source = UsageContext.Source(
      provider: history.identity.provider,
      app: Bool.random(using: &generator) ? nil : "Shop",
      tags: ["team": "web"]
    )
    return UsageContext(
      calendar: history.calendar,
      currency: "USD",
      terms: KnownTerms(terms, learntAt: .distantPast),
      sources: [history.identity.name: source],
      apps: ["a": .init(name: "Alpha", tags: ["team": "core"]), "Shop": .init(tags: ["kind": "x"])]
    )
  }

  private static func terms(
    of history: GeneratedHistory,
    _ generator: inout SeededGenerator
  ) -> Terms {
    var terms = Terms()
    let days = Array(history.days)
    func day() -> Day { days.randomElement(using: &generator) ?? history.days.lowerBound }
    terms.rates = [Rate(unit: "shoal:credit", price: Money(2, "USD"), since: day())]
    if Bool.random(using: &generator) {
      terms.plans = [
        Plan(
          source: history.identity.name,
          fee: Money(31, "USD"),
          unit: "USD",
          includes: .amount(FixedDecimal(units: .random(in: 0...1_000_000, using: &generator))),
          overage: Money(2, "USD"),
          since: day()
        )
      ]
    }
    if Bool.random(using: &generator) {
      terms.charges = [
        FixedCharge(
          source: history.identity.name,
          charge: .topUp,
          amount: Money(5, "USD"),
          since: day()
        ),
        FixedCharge(source: "domain", amount: Money(12, "USD"), since: day(), every: .month),
      ]
    }
    return terms
  }

  private static let endOfTime = Timestamp(seconds: 4_000_000_000)

  @Test(arguments: UInt64(0)..<6)
  func `a store answers with kept records as without`(part: UInt64) throws {
    var used = 0
    for seed in part * 3 + 9000..<part * 3 + 9003 {
      try TemporaryFolder.with { folder throws in
        let history = GeneratedHistory(
          seed: seed,
          traits: [[], [.firstHours], [.rivals, .moves]][Int(seed % 3)]
        )
        var generator = SeededGenerator(seed: seed)
        let terms = Self.terms(of: history, &generator)
        let store = try SQLiteStore(path: folder.path(of: "usage.sqlite"))
        let memory = MemoryStore()
        var rest = history.replies[...]
        if seed % 2 == 0 { rest = history.replies.shuffled(using: &generator)[...] }
        while !rest.isEmpty {
          let batch = Array(rest.prefix(.random(in: 1...20, using: &generator)))
          rest = rest.dropFirst(batch.count)
          try store.add(batch, of: history.identity)
          try memory.add(batch, of: history.identity)
          if Bool.random(using: &generator) {
            let context = Self.context(of: history, terms, &generator)
            try store.keepRecords(in: context)
          }
          let context = Self.context(of: history, terms, &generator)
          used += try Self.states(of: store)
          try Self.compare(store, memory, history, context, &generator)
        }
      }
    }
    // Else the test would compare two derivations.
    #expect(used > 1)
  }

  @Test func `replies that are known leave the kept records as they are`() throws {
    try TemporaryFolder.with { folder throws in
      let history = GeneratedHistory(seed: 9200, traits: [])
      var generator = SeededGenerator(seed: 9200)
      let context = Self.context(of: history, Self.terms(of: history, &generator), &generator)
      let store = try SQLiteStore(path: folder.path(of: "usage.sqlite"))
      try store.add(history.replies, of: history.identity)
      try store.keepRecords(in: context)
      let kept = try Self.states(of: store)
      #expect(kept > 0)
      try store.add(history.replies.reversed(), of: history.identity)
      #expect(try Self.states(of: store) == kept)
    }
  }

  @Test func `a store answers from its readings where kept records are damaged`() throws {
    try TemporaryFolder.with { folder throws in
      let history = GeneratedHistory(seed: 9100, traits: [])
      var generator = SeededGenerator(seed: 9100)
      let context = Self.context(of: history, Self.terms(of: history, &generator), &generator)
      let store = try SQLiteStore(path: folder.path(of: "usage.sqlite"))
      try store.add(history.replies, of: history.identity)
      let query = UsageQuery(days: history.days, asOf: Self.endOfTime)
      let derived = Self.told(try store.table(query, view: .effective, in: context).table)
      try store.keepRecords(in: context)
      #expect(try Self.states(of: store) > 0 && !derived.isEmpty)
      let heads = try store.read { database in
        try Row.fetchAll(database, sql: "SELECT id, head FROM record_segment ORDER BY id LIMIT 2")
      }
      for row in heads {
        let head: Data = row[1]
        for place in head.indices {
          for byte: UInt8 in [0, 0x80] where head[place] != byte {
            var damaged = head
            damaged[place] = byte
            try Self.set("head", to: damaged, of: row[0], in: store)
            #expect(
              Self.told(try store.table(query, view: .effective, in: context).table) == derived
            )
          }
        }
        try Self.set("head", to: Data(), of: row[0], in: store)
        #expect(Self.told(try store.table(query, view: .effective, in: context).table) == derived)
        try Self.set("head", to: head, of: row[0], in: store)
        try Self.set("columns", to: Data([1, 2, 3]), of: row[0], in: store)
        #expect(Self.told(try store.table(query, view: .effective, in: context).table) == derived)
      }
    }
  }

  private static func set(
    _ column: String,
    to data: Data,
    of id: Int64,
    in store: SQLiteStore
  ) throws {
    try store.write { database in
      try database.execute(
        sql: "UPDATE record_segment SET \(column) = ? WHERE id = ?",
        arguments: [data, id]
      )
    }
  }

  /// How many breakdowns the kept records of which are those of the readings.
  private static func states(of store: SQLiteStore) throws -> Int {
    try store.read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM record_state JOIN source ON source.id = source_id
          WHERE record_state.revision = source.revision
          """
      ) ?? 0
    }
  }

  private static func compare(
    _ store: SQLiteStore,
    _ memory: MemoryStore,
    _ history: GeneratedHistory,
    _ context: UsageContext,
    _ generator: inout SeededGenerator
  ) throws {
    let days = Array(history.days)
    let start = days[Int.random(in: 0..<days.count, using: &generator)]
    let stop = start.advanced(by: Int.random(in: 0...70, using: &generator))
    let team = UsageFilter([.init(.tag("team"), anyOf: [.init("core"), .init("web")])])
    let moment = history.replies.randomElement(using: &generator)?.reply.learntAt
    for (range, filter, asOf) in [
      (history.days, UsageFilter(), endOfTime), (start..<stop, UsageFilter(), endOfTime),
      (start..<stop, team, endOfTime), (start..<stop, UsageFilter(), moment ?? endOfTime),
    ] {
      for dimensions in [nil, [], [.app], [.service]] as [Set<UsageDimension>?] {
        let query = UsageQuery(days: range, dimensions: dimensions, filter: filter, asOf: asOf)
        let view: CostView = Bool.random(using: &generator) ? .billed : .effective
        let kept = try store.table(query, view: view, in: context)
        let derived = TabularAnswer(try memory.answer(query, in: context), view: view)
        #expect(told(kept.table) == told(derived.table), "\(history.identity.name) \(query)")
        #expect(kept.coverage == derived.coverage, "\(history.identity.name) \(query)")
      }
    }
  }
}
