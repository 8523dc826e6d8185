import Foundation
import GRDB
import Testing
import UsageModel

@testable import UsageStore

// What goes wrong in one place of a store must not spread, and must be noticed.
@Suite struct StoreRepairTests {
  private static let identity = SourceIdentity(name: "main", provider: "platform")

  private static func reply(
    _ day: Int,
    window: String = "2026-10",
    learntAt: String? = nil
  ) -> FetchedReply {
    Sample.reply(
      at: "2026-10-0\(day)T12:00:00Z",
      [Sample.cost: "\(day)"],
      window: window,
      learntAt: learntAt
    )
  }

  private static func withStore<Value>(
    _ test: (SQLiteStore, TemporaryFolder) throws -> Value
  ) throws -> Value {
    try TemporaryFolder.with { folder in
      try test(SQLiteStore(path: folder.path(of: "usage.sqlite")), folder)
    }
  }

  private static func nothing(_: SourceIdentity, _: ProviderReply) throws -> NormalisedReply {
    struct NotRead: Error {}
    throw NotRead()
  }

  private static func run(_ sql: String, in store: SQLiteStore) throws {
    try store.write { try $0.execute(sql: sql) }
  }

  @Test(arguments: [
    ("DELETE FROM segment", "main: segments of the request usage are missing"),
    ("UPDATE segment SET data = x''", "main: segment 1 cannot be read"),
    ("UPDATE segment SET checksum = checksum + 1", "main: segment 1 cannot be read"),
    ("DELETE FROM counter", "main: reply 1 cannot be read"),
    ("UPDATE segment SET last_reply = 9", "main: segment 1 lacks entries"),
    ("UPDATE billing_window SET start = -9223372036854775807", "main: window 1 cannot be read"),
  ])
  func `loss is found where replies are pruned`(change: (sql: String, finding: String)) throws {
    try Self.withStore { store, _ in
      try store.add((1...5).map { Self.reply($0) }, of: Self.identity)
      _ = try store.prune(before: Sample.time("2026-12-01T00:00:00Z"))
      #expect(try store.verify(Self.nothing).damage.isEmpty)
      try Self.run(change.sql, in: store)
      let damage = try store.verify(Self.nothing).damage
      #expect(damage.contains { $0.hasPrefix(change.finding) }, "\(damage)")
    }
  }

  @Test func `a counter that is missing is no usage of nothing`() throws {
    try Self.withStore { store, _ in
      try store.add([Self.reply(1)], of: Self.identity)
      try Self.run("DELETE FROM counter", in: store)
      let error = #expect(throws: StoreError.self) {
        try store.answer(Sample.query("2026-10-01", "2026-10-31"), in: Sample.context)
      }
      #expect(error?.description.contains("the store is damaged (counter 1)") == true)
    }
  }

  @Test func `a reply that was learnt earlier moves only the windows that it told`() throws {
    try Self.withStore { store, _ in
      let first = "2026-09-10T00:00:00Z/2026-10-10T00:00:00Z"
      let other = "2026-10-10T00:00:00Z/2026-11-10T00:00:00Z"
      let replies = [
        Self.reply(1, window: first, learntAt: "2026-10-20T00:00:00Z"),
        Self.reply(2, window: other, learntAt: "2026-10-20T00:00:00Z"),
        Self.reply(3, window: first, learntAt: "2026-10-20T00:00:00Z"),
      ]
      try store.add(replies, of: Self.identity)
      try store.add(
        [Self.reply(2, window: other, learntAt: "2026-10-12T00:00:00Z")],
        of: Self.identity
      )
      let learnt = try store.read { database in
        try String.fetchAll(
          database,
          sql: "SELECT date(learnt_at / 1000, 'unixepoch') FROM billing_window ORDER BY start"
        )
      }
      #expect(learnt == ["2026-10-20", "2026-10-12"])
    }
  }

  @Test func `an old reply that is damaged keeps no new one out`() throws {
    try Self.withStore { store, _ in
      try store.add([Self.reply(1), Self.reply(2)], of: Self.identity)
      try Self.run("UPDATE reply SET content = x'05FF' WHERE id = 2", in: store)
      #expect(try store.add([Self.reply(3)], of: Self.identity))
      #expect(try store.newestReplies(of: "main") == [Self.reply(3).reply])
      let result = try store.rebuild { _, reply in
        try #require([1, 2, 3].map { Self.reply($0) }.first { $0.reply == reply }).normalised
      }
      #expect(result.unreadable == ["main, usage: the content of reply 2 cannot be read"])
      #expect(result.replies == 2 && result.changed == 0)
      let query = Sample.query("2026-10-01", "2026-10-31")
      let sum = try store.answer(query, in: Sample.context).records.compactMap(\.effective)
      #expect(try FixedDecimal.sum(of: sum) == 3)
    }
  }

  @Test func `texts that mean the same are one, however they are spelt`() throws {
    let composed = "caf\u{E9}"
    let apart = "cafe\u{301}"
    for backend in Backend.allCases {
      try backend.withStore { store throws in
        for (day, name) in [(1, composed), (2, apart)] {
          try store.add(
            [
              Sample.reply(
                at: "2026-10-0\(day)T12:00:00Z",
                [Sample.service(name): "\(day * 10)"]
              )
            ],
            of: SourceIdentity(name: name, provider: "platform")
          )
        }
        let answer = try store.answer(
          Sample.query("2026-10-01", "2026-10-31", by: [.source, .service]),
          in: Sample.context
        )
        #expect(try FixedDecimal.sum(of: answer.records.compactMap(\.effective)) == 20)
        #expect(try store.sources(asOf: Sample.time("2026-12-01T00:00:00Z")).count == 1)
        #expect(try store.lastObserved(of: apart).count == 1)
        #expect(try store.newestReplies(of: composed).count == 1)
      }
    }
  }

  @Test(arguments: [false, true])
  func `of two replies of one moment one counts, also where it tells no allowance`(
    isReversed: Bool
  ) throws {
    var with = Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.cost: "1"], body: "a")
    with.normalised.allowances = [Allowance(name: "plan", used: 1, unit: "USD")]
    var without = Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.cost: "1"], body: "b")
    if SHA256.digest(of: with.reply.body).lexicographicallyPrecedes(
      SHA256.digest(of: without.reply.body)
    ) == false {
      (with.reply.body, without.reply.body) = (without.reply.body, with.reply.body)
    }
    for backend in Backend.allCases {
      try backend.withStore { store throws in
        let replies = isReversed ? [without, with] : [with, without]
        for reply in replies { try store.add([reply], of: Self.identity) }
        let series = try store.allowances(
          since: .distantPast,
          asOf: Sample.time("2026-12-01T00:00:00Z")
        )
        #expect(series.isEmpty)
      }
    }
  }

  @Test func `values in another order are no news, and no other reading`() throws {
    try Self.withStore { store, _ throws in
      let keys = [Sample.cost, Sample.requests, Sample.cost]
      func fetched(_ day: Int, _ order: [Int]) -> FetchedReply {
        var reply = Self.reply(day)
        let window = reply.normalised.readings[0].window
        reply.normalised.readings = order.map { index in
          Reading(
            key: keys[index],
            value: index == 1 ? 4 : 7,
            window: window,
            observedAt: reply.reply.observedAt
          )
        }
        reply.normalised.allowances = [
          Allowance(name: "plan", used: 1, unit: "USD"),
          Allowance(name: "plan", used: 2, unit: "USD"),
        ]
        return reply
      }
      let replies = [fetched(1, [0, 1]), fetched(2, [1, 0]), fetched(3, [2, 0, 1])]
      #expect(try store.add([replies[0]], of: Self.identity))
      #expect(try !store.add([replies[1]], of: Self.identity))
      #expect(try !store.add([replies[2]], of: Self.identity))
      func read(_: SourceIdentity, _ reply: ProviderReply) throws -> NormalisedReply {
        try #require(replies.first { $0.reply == reply }).normalised
      }
      #expect(try store.verify(read).outdated == 0)
      #expect(try store.rebuild(read).changed == 0)
    }
  }

  @Test func `a backup has the permissions of its store, and never another file's log`() throws {
    try Self.withStore { store, folder in
      try store.add([Self.reply(1)], of: Self.identity)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: store.path)
      let copy = folder.path(of: "copy.sqlite")
      try store.backUp(to: copy)
      let attributes = try FileManager.default.attributesOfItem(atPath: copy)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      let lost = folder.path(of: "lost.sqlite")
      try Data("what was left".utf8).write(to: URL(filePath: lost + "-wal"))
      let error = #expect(throws: StoreError.self) { try store.backUp(to: lost) }
      #expect(
        error?.description
          == "\(lost): a store of this name is in use, or was not closed well (\(lost)-wal); "
          + "name another file"
      )
      #expect(!FileManager.default.fileExists(atPath: lost))
    }
  }

  @Test func `another program's database is refused as it is`() throws {
    try TemporaryFolder.with { folder in
      let path = folder.path(of: "other.sqlite")
      try RawSQLite(path: path).run("CREATE TABLE note (text TEXT)")
      let before = try Data(contentsOf: URL(filePath: path))
      #expect(throws: StoreError.self) { _ = try SQLiteStore(path: path) }
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }
}
