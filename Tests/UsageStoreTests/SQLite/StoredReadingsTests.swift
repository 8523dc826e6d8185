import Foundation
import GRDB
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

@Suite struct StoredReadingsTests {
  private static func withStore<Value>(_ test: (SQLiteStore) throws -> Value) throws -> Value {
    try TemporaryFolder.with { try test(SQLiteStore(path: $0.path(of: "usage.sqlite"))) }
  }

  /// What is kept of a reply, by its request, moment and body.
  private static func kept(_ store: SQLiteStore) throws -> [ProviderReply: NormalisedReply] {
    try store.read { database in
      var kept: [ProviderReply: NormalisedReply] = [:]
      let packed = PackedReplies(database: database, deflate: try Deflate())
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT reply.id, request_id, request.name, source_id
          FROM reply JOIN request ON request.id = request_id
          """
      )
      for row in rows {
        let readings = try StoredReadings(of: row[3], in: database)
        let reply = try #require(try packed.reply(row[0], request: row[2]))
        kept[reply] = try readings.normalised(row[0], request: row[1])
      }
      return kept
    }
  }

  @Test func `every reply is kept as it came, with what it said, in whatever order they came`()
    throws
  {
    for seed in UInt64(0)..<60 {
      var generator = SeededGenerator(seed: seed)
      let history = GeneratedHistory(seed: seed, traits: [.firstHours, .rivals])
      var replies = history.replies
      if seed % 2 == 0 { replies.shuffle(using: &generator) }
      for index in replies.indices where Bool.random(using: &generator) {
        replies[index].normalised.allowances = [
          Allowance(name: "plan", used: FixedDecimal(index / 3), unit: "USD"),
          Allowance(
            name: "storage",
            limit: 10,
            remaining: index % 2 == 0 ? FixedDecimal(units: Int128(index)) : nil,
            unit: "byte",
            resetsAt: Timestamp(seconds: Int64(index / 4))
          ),
          Allowance(name: "nothing", unit: "USD"),
        ].shuffled(using: &generator)
      }
      try Self.withStore { store in
        var rest = replies[...]
        while !rest.isEmpty {
          let count = Int.random(in: 1...20, using: &generator)
          try store.add(Array(rest.prefix(count)), of: history.identity)
          // What was added before adds nothing.
          #expect(try !store.add(Array(rest.prefix(count)), of: history.identity))
          rest = rest.dropFirst(count)
        }
        let kept = try Self.kept(store)
        #expect(kept.count == replies.count)
        for reply in replies {
          let found = kept[reply.reply]
          #expect(found?.asKept == reply.normalised.asKept)
        }
      }
    }
  }

  @Test func `long histories are packed and unpacked across the longest chain`() throws {
    try Self.withStore { store in
      let body = String(repeating: "{\"calls\": 12345, \"cost\": 99.5},", count: 50)
      for batch in 0..<5 {
        let replies = (0..<40).map { index in
          let hour = batch * 40 + index
          let time = Sample.time("2026-10-01T00:00:00Z").advanced(bySeconds: Int64(hour) * 3600)
          return Sample.reply(
            at: time.description,
            [Sample.cost: "\(hour / 10)"],
            body: body + "\(hour)"
          )
        }
        try store.add(replies, of: Sample.source)
      }
      let kept = try Self.kept(store)
      #expect(kept.count == 200)
      #expect(kept.keys.allSatisfy { $0.body.count > 1500 })
      let alone = try store.read { database in
        try Int64.fetchAll(database, sql: "SELECT id FROM reply WHERE base_id IS NULL")
      }
      #expect(alone == [1, 65, 129, 193])
      let info = try store.info()
      #expect(info.sources.map(\.replyBytes).reduce(0, +) < 200 * 60)
    }
  }
}
