import Foundation
import Testing
import UsageModel

@testable import UsageStore

/// Imports in a file: what is damaged is told, and upkeep leaves them alone.
struct ImportDamageTests {
  private static let moment = Sample.time("2026-11-02T06:00:00Z")
  private static let query = UsageQuery(
    days: Sample.days("2026-10-01", "2026-10-31"),
    asOf: moment
  )
  private static let context = UsageContext(currency: "USD")

  private func charges(_ count: Int) -> [ImportedCharge] {
    (0..<count).map { number in
      let start = Sample.time("2026-10-01T00:00:00Z").advanced(
        bySeconds: Int64(number % 700) * 3600
      )
      return ImportedCharge(
        line: .init(provider: "Cloud", service: "Disk \(number / 700)", currency: "USD"),
        span: start..<start.advanced(bySeconds: 3600),
        billed: 1,
        effective: FixedDecimal(number)
      )
    }
  }

  private func withStore(_ test: (SQLiteStore, RawSQLite) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      let path = folder.path(of: "usage.sqlite")
      let store = try SQLiteStore(path: path)
      try store.keep(ImportSample.import(["2026-10": charges(2000)], []), learntAt: Self.moment)
      try test(store, try RawSQLite(path: path))
    }
  }

  private func verified(_ store: SQLiteStore) throws -> StoreVerification {
    try store.verify { _, _ in NormalisedReply(readings: []) }
  }

  @Test(arguments: ["import_segment SET data", "import_batch SET head"])
  func `a changed byte is told by answers and by verify`(place: String) throws {
    try withStore { store, raw throws in
      #expect(try verified(store).damage == [])
      #expect(try verified(store).imported == 2000)
      let column = place.split(separator: " ")[2]
      try raw.run(
        "UPDATE \(place) = CAST(substr(\(column), 1, 20) || x'AB' || substr(\(column), 22) AS BLOB) WHERE id = 1"
      )
      let error = #expect(throws: StoreError.self) {
        try store.answer(Self.query, in: Self.context)
      }
      #expect(error?.code == .unusable)
      #expect(
        error?.description.hasSuffix("`tally store verify` tells all, then restore a backup")
          == true
      )
      #expect(
        try verified(store).damage == [
          "cloud: the import of the period from 2026-10-01T00:00:00Z cannot be read; "
            + "import its files once more"
        ]
      )
    }
  }

  @Test func `charges that are gone are told`() throws {
    try withStore { store, raw throws in
      try raw.run("DELETE FROM import_segment")
      #expect(try verified(store).damage.count == 1)
    }
  }

  @Test func `pruning, deriving anew and a copy leave imports as they are`() throws {
    try withStore { store, _ throws in
      let before = try store.answer(Self.query, in: Self.context)
      #expect(before.records.count == 85)
      _ = try store.prune(before: Self.moment.advanced(bySeconds: 86_400))
      _ = try store.rebuild { _, _ in NormalisedReply(readings: []) }
      try store.keepRecords(in: Self.context)
      #expect(try store.answer(Self.query, in: Self.context) == before)
      let copy = store.path + "-copy"
      try store.backUp(to: copy)
      #expect(try SQLiteStore(path: copy).answer(Self.query, in: Self.context) == before)
      let info = try store.info().imports
      #expect(info.map(\.source) == ["cloud"])
      #expect(info.map(\.charges) == [2000])
      #expect(info.map(\.periods) == [1])
    }
  }

  @Test func `charges that fill several segments come back as they were`() throws {
    let count = PackedCharges.segmentSize + 10
    var gathering = ChargeGathering()
    for charge in charges(count) { try gathering.add(charge) }
    let gathered = gathering.charges()
    #expect(gathered.segments.map(\.count) == [PackedCharges.segmentSize, 10])
    let (lines, spans) = try PackedCharges.head(PackedCharges.head(of: gathered))
    #expect(lines == gathered.lines)
    #expect(spans == gathered.spans)
    let last = try #require(gathered.segments.last)
    let bytes = PackedCharges.segment(of: gathered, last)
    let back = try PackedCharges.charges(in: bytes, lines: lines, spans: spans)
    #expect((0..<10).map { back[$0] } == last.map { gathered[$0] })
  }
}
