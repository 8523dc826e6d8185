import Foundation
import GRDB
import Testing
import UsageModel

@testable import UsageStore

@Suite struct MaintenanceTests {
  private static let identity = SourceIdentity(name: "main", provider: "platform")

  /// Reads what ``reply(_:_:)`` writes: `cost` in USD.
  private static func normalise(
    _ source: SourceIdentity,
    _ reply: ProviderReply
  ) throws -> NormalisedReply {
    let text = String(decoding: reply.body, as: UTF8.self)
    guard let cost = FixedDecimal(text.split(separator: " ")[0]) else { throw Unreadable() }
    let month = BillingWindow(month: reply.observedAt.utcDay.month, basis: .calendarMonth)
    let reading = Reading(
      key: Sample.cost,
      value: cost,
      window: month,
      observedAt: reply.observedAt
    )
    return NormalisedReply(
      readings: [reading],
      allowances: [Allowance(name: "budget", used: cost, unit: "USD")]
    )
  }

  private struct Unreadable: Error, CustomStringConvertible {
    let description = "there is no cost"
  }

  private static func reply(_ hour: Int, request: String = "usage") throws -> FetchedReply {
    let at = Sample.time("2026-09-20T00:00:00Z").advanced(bySeconds: Int64(hour) * 3600)
    let reply = ProviderReply(
      request: request,
      headers: ["date": at.description],
      body: Array("\(hour).25 \(String(repeating: "and more ", count: 30))".utf8),
      observedAt: at,
      learntAt: at.advanced(bySeconds: 5)
    )
    return FetchedReply(reply: reply, normalised: try normalise(identity, reply))
  }

  /// A store with a reply an hour for some days, in a file of its own.
  private static func withStore<Value>(
    hours: Int = 600,
    _ test: (SQLiteStore, TemporaryFolder) throws -> Value
  ) throws -> Value {
    try TemporaryFolder.with { folder in
      let store = try SQLiteStore(path: folder.path(of: "usage.sqlite"))
      try store.add((0..<hours).map { try reply($0) }, of: identity)
      try store.add((0..<50).map { try reply($0 * 12, request: "detail") }, of: identity)
      return try test(store, folder)
    }
  }

  private static let query = Sample.query("2026-09-01", "2026-10-31", by: nil)

  private static func records(_ store: SQLiteStore) throws -> [UsageRecord] {
    try store.answer(query, in: Sample.context).records
  }

  private static func damage(_ store: SQLiteStore, _ sql: String) throws {
    try store.write { database in try database.execute(sql: sql) }
  }

  @Test func `a whole store has no damage, and says what its replies say`() throws {
    try Self.withStore { store, _ in
      let found = try store.verify(Self.normalise)
      #expect(found.damage.isEmpty)
      #expect(found.replies == 650 && found.pruned == 0 && found.outdated == 0)
      #expect(found.entries == 650 * 2)
    }
  }

  @Test(arguments: [
    (
      "UPDATE reply SET content = substr(content, 1, 5) WHERE id = 7",
      "main: reply 7 cannot be read"
    ),
    (
      "UPDATE reply SET digest = zeroblob(16) WHERE id = 9",
      "main: reply 9 is not the one that was stored"
    ),
    (
      "UPDATE reply SET observed_at = 5 WHERE id = 3",
      "main: segment 1 and reply 3 say different moments"
    ),
    ("UPDATE segment SET data = x'ff' WHERE id = 2", "main: segment 2 cannot be read"),
    ("UPDATE counter SET measure = 'length'", "main: counter 1 cannot be read"),
    ("UPDATE billing_window SET stop = 0 WHERE id = 1", "main: window 1 cannot be read"),
  ])
  func `damage is found and named`(change: (sql: String, finding: String)) throws {
    try Self.withStore { store, _ in
      try Self.damage(store, change.sql)
      let found = try store.verify(Self.normalise)
      #expect(found.damage.contains { $0.hasPrefix(change.finding) })
    }
  }

  @Test func `a row that refers to nothing is found`() throws {
    try Self.withStore { store, folder in
      let raw = try RawSQLite(path: folder.path(of: "usage.sqlite"))
      try raw.run("PRAGMA foreign_keys = OFF; DELETE FROM request WHERE name = 'detail'")
      let found = try store.verify(Self.normalise)
      #expect(
        found.damage.first == "a row of segment refers to one of request that is not there"
      )
    }
  }

  @Test func `deriving again gives the same records and the same segments`() throws {
    try Self.withStore { store, _ in
      let records = try Self.records(store)
      let segments = try store.read { try Data.fetchAll($0, sql: "SELECT data FROM segment") }
      let result = try store.rebuild(Self.normalise)
      #expect(result == Rebuilding(replies: 650, pruned: 0, changed: 0, unreadable: []))
      #expect(try Self.records(store) == records && !records.isEmpty)
      let again = try store.read { try Data.fetchAll($0, sql: "SELECT data FROM segment") }
      #expect(again == segments)
      #expect(try store.verify(Self.normalise).damage.isEmpty)
    }
  }

  @Test func `an adapter that reads better takes effect on what is stored`() throws {
    try Self.withStore { store, _ in
      let result = try store.rebuild { source, reply in
        var better = try Self.normalise(source, reply)
        for index in better.readings.indices { better.readings[index].key.unit = "EUR" }
        better.allowances = []
        return better
      }
      #expect(result == Rebuilding(replies: 650, pruned: 0, changed: 650, unreadable: []))
      #expect(Set(try Self.records(store).map { $0.native?.currency }) == ["EUR"])
      #expect(try store.verify(Self.normalise).outdated == 650)
      // And back again.
      #expect(try store.rebuild(Self.normalise).changed == 650)
      #expect(Set(try Self.records(store).map { $0.native?.currency }) == ["USD"])
    }
  }

  @Test func `what cannot be read any more keeps what was read of it`() throws {
    try Self.withStore { store, _ in
      let records = try Self.records(store)
      let result = try store.rebuild { source, reply in
        guard reply.request == "usage" else { throw Unreadable() }
        return try Self.normalise(source, reply)
      }
      #expect(result.replies == 600 && result.changed == 0 && result.unreadable.count == 50)
      #expect(result.unreadable.first == "main, detail: there is no cost")
      #expect(try Self.records(store) == records)
    }
  }

  @Test func `pruning drops what replies said word for word, and no reading`() throws {
    try Self.withStore { store, _ in
      let records = try Self.records(store)
      let sizes = try store.info()
      let moment = Sample.time("2026-10-10T00:00:00Z")
      let pruned = try store.prune(before: moment)
      #expect(pruned.replies == 480 + 40 && pruned.bytes > 0 && pruned.isCompacted)
      #expect(try Self.records(store) == records)
      let found = try store.verify(Self.normalise)
      #expect(found.damage.isEmpty && found.pruned == 520 && found.replies == 650)
      let info = try store.info()
      #expect(info.sources.map(\.pruned) == [520] && info.sources.map(\.replies) == [650])
      #expect(info.sources[0].readingBytes == sizes.sources[0].readingBytes)
      #expect(info.sources[0].replyBytes < sizes.sources[0].replyBytes)
      // Nothing is left to prune, a fetch that is known adds nothing, and a new one can be read.
      #expect(try store.prune(before: moment).replies == 0)
      #expect(try !store.add([Self.reply(3)], of: Self.identity))
      #expect(try store.add([Self.reply(601)], of: Self.identity))
      #expect(
        try store.newestReplies(of: "main").last?.observedAt == Self.reply(601).reply.observedAt
      )
      let rebuilt = try store.rebuild(Self.normalise)
      #expect(rebuilt.pruned == 520 && rebuilt.changed == 0)
    }
  }

  @Test func `pruning keeps the newest reply to each request, however old`() throws {
    try Self.withStore { store, _ in
      let newest = try store.newestReplies(of: "main")
      #expect(newest.count == 2)
      #expect(try store.prune(before: Sample.time("2030-01-01T00:00:00Z")).replies == 648)
      #expect(try store.newestReplies(of: "main") == newest)
    }
  }

  @Test func `a backup is a whole store of one moment`() throws {
    try Self.withStore { store, folder in
      let copy = folder.path(of: "copy.sqlite")
      try store.backUp(to: copy)
      try store.add([Self.reply(700)], of: Self.identity)
      do {
        let restored = try SQLiteStore(path: copy)
        #expect(try restored.verify(Self.normalise).replies == 650)
        #expect(try restored.verify(Self.normalise).damage.isEmpty)
        try restored.add([Self.reply(800)], of: Self.identity)
        let used = #expect(throws: StoreError.self) { try store.backUp(to: copy) }
        #expect(
          used?.description
            == "\(copy): a store of this name is in use, or was not closed well (\(copy)-wal); "
            + "name another file"
        )
        withExtendedLifetime(restored) {}
      }
      // A store is replaced, another file is not, and neither is the store itself.
      try store.backUp(to: copy)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path())
      #expect(!names.contains { $0.hasSuffix(".part") })
      let text = folder.path(of: "notes.txt")
      try Data("dear diary".utf8).write(to: URL(filePath: text))
      let other = #expect(throws: StoreError.self) { try store.backUp(to: text) }
      #expect(
        other?.description
          == "\(text): the file exists and is no store; name another file, or remove it"
      )
      #expect(try String(contentsOfFile: text, encoding: .utf8) == "dear diary")
      let own = #expect(throws: StoreError.self) { try store.backUp(to: store.path) }
      #expect(own?.description == "\(store.path): this is the store itself; name another file")
      let nowhere = folder.path(of: "no/such/folder.sqlite")
      let missing = #expect(throws: StoreError.self) { try store.backUp(to: nowhere) }
      #expect(missing?.description.hasPrefix("\(nowhere): ") == true)
    }
  }
}
