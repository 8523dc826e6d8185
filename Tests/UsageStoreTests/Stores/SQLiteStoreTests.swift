import Dispatch
import Foundation
import Synchronization
import Testing
import UsageModel
import UsageStore

/// What can go wrong with a file.
struct SQLiteStoreTests {
  private static let reply = Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.cost: "5"])
  private static let query = Sample.query("2026-10-01", "2026-12-31")

  private static func lines(in store: SQLiteStore) throws -> [String] {
    try store.answer(query, in: Sample.context).records.map(\.line)
  }

  @Test func `what was added is there after opening again`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      try SQLiteStore(path: path).add([Self.reply], of: Sample.source)
      #expect(try Self.lines(in: SQLiteStore(path: path)) == ["2026-10-01 5 USD measured"])
      #expect(try !SQLiteStore(path: path).add([Self.reply], of: Sample.source))
    }
  }

  @Test func `a path with spaces and signs is a file like any other`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "my usage?mode=ro&x=ü%20#1.sqlite")
      try SQLiteStore(path: path).add([Self.reply], of: Sample.source)
      #expect(FileManager.default.fileExists(atPath: path))
      #expect(try Self.lines(in: SQLiteStore(path: path)) == ["2026-10-01 5 USD measured"])
    }
  }

  @Test func `a store that another process writes to is busy`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let store = try SQLiteStore(path: path, patience: 0.05)
      try store.add([Self.reply], of: Sample.source)
      let other = try RawSQLite(path: path)
      try other.run("BEGIN IMMEDIATE")
      let next = Sample.reply(at: "2026-10-01T13:00:00Z", [Sample.cost: "7"])
      #expect(
        throws: StoreError(
          .busy,
          "\(path): another process is writing to the store; try again later"
        )
      ) { try store.add([next], of: Sample.source) }
      // Reading goes on, and so does opening.
      #expect(try Self.lines(in: store) == ["2026-10-01 5 USD measured"])
      #expect(try Self.lines(in: SQLiteStore(path: path, patience: 0.05)).count == 1)
      try other.run("ROLLBACK")
      #expect(try store.add([next], of: Sample.source))
    }
  }

  @Test func `a fetch that fails leaves nothing behind`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let store = try SQLiteStore(path: path)
      try store.add([Self.reply], of: Sample.source)
      let other = try RawSQLite(path: path)
      try other.run(
        "CREATE TRIGGER stop BEFORE INSERT ON reply "
          + "WHEN (SELECT name FROM request WHERE id = NEW.request_id) = 'bad' BEGIN SELECT RAISE(ABORT, 'no more'); END"
      )
      var second = Sample.source
      second.name = "second"
      let replies = ["usage", "bad"].map {
        Sample.reply(at: "2026-10-01T13:00:00Z", [Sample.app("a"): "7"], request: $0)
      }
      for source in [Sample.source, second] {
        #expect(throws: StoreError(.unusable, "\(path): no more")) {
          try store.add(replies, of: source)
        }
      }
      #expect(try Self.lines(in: store) == ["2026-10-01 5 USD measured"])
      #expect(try store.lastObserved(of: "main").count == 1)
      let sources = try store.sources(asOf: Self.query.asOf)
      #expect(sources.map(\.identity.name) == ["main"] && sources.first?.facets == [.total])
      try other.run("DROP TRIGGER stop")
      #expect(try store.add(replies, of: second))
    }
  }

  @Test func `what is no store is refused as it is`() throws {
    try TemporaryFolder.with { folder throws in
      let text = folder.path(of: "notes.txt")
      let bytes = Data(String(repeating: "These are my notes.\n", count: 100).utf8)
      try bytes.write(to: URL(filePath: text))
      #expect(throws: Self.noStore(text)) { try SQLiteStore(path: text) }
      #expect(try Data(contentsOf: URL(filePath: text)) == bytes)

      let foreign = folder.path(of: "bookmarks.sqlite")
      try RawSQLite(path: foreign).run("CREATE TABLE bookmark (url TEXT)")
      #expect(throws: Self.noStore(foreign)) { try SQLiteStore(path: foreign) }
      // Its tables are still the only ones.
      try RawSQLite(path: foreign).run("CREATE TABLE source (name TEXT)")

      for path in [folder.path(of: ""), folder.path(of: "missing/usage.sqlite")] {
        #expect(
          throws: StoreError(
            .unusable,
            "\(path): the store cannot be opened; check that its folder exists and can be written"
          )
        ) { try SQLiteStore(path: path) }
      }
    }
  }

  private static func noStore(_ path: String) -> StoreError {
    StoreError(
      .unusable,
      "\(path): the file is damaged or not a store; restore a copy, or name another file in `store:`"
    )
  }

  @Test func `an empty file becomes a store`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      try Data().write(to: URL(filePath: path))
      #expect(try SQLiteStore(path: path).add([Self.reply], of: Sample.source))
    }
  }

  @Test func `a damaged store says so`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      do {
        let store = try SQLiteStore(path: path)
        try store.add([Self.reply], of: Sample.source)
      }
      try RawSQLite(path: path).run("PRAGMA wal_checkpoint(TRUNCATE)")
      var bytes = try Data(contentsOf: URL(filePath: path))
      // The header is whole, every page behind it is not.
      for index in bytes.indices.dropFirst(100) { bytes[index] = 0xA5 }
      try bytes.write(to: URL(filePath: path))
      #expect(throws: Self.noStore(path)) {
        try Self.lines(in: SQLiteStore(path: path))
      }
    }
  }

  @Test func `a value that this version never wrote is not guessed at`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let store = try SQLiteStore(path: path)
      try store.add([Self.reply], of: Sample.source)
      let other = try RawSQLite(path: path)
      try other.run("UPDATE segment SET data = x'0102'")
      #expect(
        throws: StoreError(
          .unusable,
          "\(path): the store is damaged (segment 1); `tally store verify` tells all, "
            + "then restore a backup"
        )
      ) { try Self.lines(in: store) }
      try other.run("UPDATE billing_window SET stop = start")
      #expect(
        throws: StoreError(
          .unusable,
          "\(path): the store is damaged (window 1); `tally store verify` tells all, "
            + "then restore a backup"
        )
      ) { try Self.lines(in: store) }
    }
  }

  @Test func `a store of a newer version is refused`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      try SQLiteStore(path: path).add([Self.reply], of: Sample.source)
      try RawSQLite(path: path).run("INSERT INTO grdb_migrations VALUES ('of the future')")
      #expect(
        throws: StoreError(
          .unusable,
          "\(path): the store was written by a newer version of tally; update tally"
        )
      ) { try SQLiteStore(path: path) }
    }
  }

  @Test func `two stores on one file take what several threads add`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let stores = [try SQLiteStore(path: path), try SQLiteStore(path: path)]
      let memory = MemoryStore()
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 8) { thread in
        for step in 0..<6 {
          let source = SourceIdentity(name: "source-\(thread % 3)", provider: "platform")
          let reply = Sample.reply(
            at: "2026-10-0\(step + 1)T0\(thread):00:00Z",
            [Sample.cost: "\(step * 10 + thread)", Sample.app("app-\(thread)"): "\(step)"]
          )
          do {
            try memory.add([reply], of: source)
            try stores[thread % 2].add([reply], of: source)
            _ = try stores[(thread + 1) % 2].answer(Self.query, in: Sample.context)
          } catch {
            failures.withLock { $0.append("\(error)") }
          }
        }
      }
      #expect(failures.withLock(\.self) == [])
      for store in stores {
        for dimensions in [[], [.app]] as [Set<UsageDimension>] {
          var query = Self.query
          query.dimensions = dimensions
          #expect(
            try store.answer(query, in: Sample.context) == memory.answer(query, in: Sample.context)
          )
        }
      }
    }
  }

  @Test func `a new store can be opened by several at once`() throws {
    try TemporaryFolder.with { folder throws in
      let failures = Mutex<[String]>([])
      for round in 0..<12 {
        let path = folder.path(of: "usage-\(round).sqlite")
        DispatchQueue.concurrentPerform(iterations: 6) { thread in
          do {
            let store = try SQLiteStore(path: path)
            let reply = Sample.reply(at: "2026-10-01T0\(thread):00:00Z", [Sample.cost: "\(thread)"])
            try store.add([reply], of: Sample.source)
          } catch {
            failures.withLock { $0.append("\(error)") }
          }
        }
        let store = try SQLiteStore(path: path)
        #expect(
          try FixedDecimal.sum(
            of: store.answer(Self.query, in: Sample.context).records.compactMap {
              $0.native?.amount
            }
          ) == 5
        )
      }
      #expect(failures.withLock(\.self) == [])
    }
  }
}
