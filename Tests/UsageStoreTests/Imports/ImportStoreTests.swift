import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// What every store promises of imported charges.
struct ImportStoreTests {
  private static let october = Sample.days("2026-10-01", "2026-10-31")
  private static let monday = Sample.time("2026-11-02T06:00:00Z")
  private static let tuesday = Sample.time("2026-11-03T06:00:00Z")
  private static let context = UsageContext(currency: "USD")

  private func files(_ names: String...) -> [FileImport.File] {
    names.map { FileImport.File(name: $0, digest: SHA256.digest(of: Array($0.utf8))) }
  }

  private func usd(_ amount: FixedDecimal, service: String = "Disk", day: String = "2026-10-05")
    -> ImportedCharge
  {
    let start = Sample.time("\(day)T00:00:00Z")
    return ImportedCharge(
      line: .init(provider: "Cloud", service: service, currency: "USD"),
      span: start..<start.advanced(bySeconds: 3600),
      billed: amount,
      effective: amount
    )
  }

  private func total(
    _ store: any UsageStore,
    asOf moment: Timestamp = tuesday,
    on days: Range<Day> = october
  ) throws -> FixedDecimal {
    let answer = try store.answer(UsageQuery(days: days, asOf: moment), in: Self.context)
    return try FixedDecimal.sum(of: answer.records.compactMap(\.effective))
  }

  @Test(arguments: Backend.allCases)
  func `a period takes the place of what was known of it, and stays known as of then`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      let first = ImportSample.import(["2026-10": [usd(3), usd(4, service: "Net")]], files("a"))
      #expect(try store.keep(first, learntAt: Self.monday) == [.new])
      #expect(try total(store) == 7)
      let second = ImportSample.import(["2026-10": [usd(5)]], files("b"))
      #expect(try store.keep(second, learntAt: Self.tuesday) == [.replaced])
      #expect(try total(store) == 5)
      #expect(try total(store, asOf: Self.monday) == 7)
      #expect(try total(store, asOf: Self.monday.advanced(bySeconds: -1)) == 0)
      #expect(
        try store.importedSources(asOf: Self.monday)
          == [ImportedSource(name: "cloud", providers: ["Cloud"], periods: 1)]
      )
      #expect(try store.importedSources(asOf: .distantPast) == [])
      #expect(try store.sources(asOf: Self.tuesday) == [])
    }
  }

  @Test(arguments: Backend.allCases)
  func `what is imported twice changes nothing, in any order and under any name`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      let charges = [usd(3), usd(4, service: "Net"), usd(5, day: "2026-10-07")]
      let first = ImportSample.import(["2026-10": charges], files("a"))
      let second = ImportSample.import(["2026-10": charges.reversed()], files("b"))
      try store.keep(first, learntAt: Self.monday)
      #expect(try store.keep(second, learntAt: Self.tuesday) == [.unchanged])
      #expect(try total(store) == 12)
      // What was known at a moment is known then, whatever came later.
      let third = ImportSample.import(["2026-10": [usd(1)]], files("c"))
      try store.keep(third, learntAt: Self.tuesday)
      #expect(try store.keep(first, learntAt: Self.monday) == [.unchanged])
      #expect(try total(store) == 1)
    }
  }

  @Test(arguments: Backend.allCases)
  func `an addition counts beside what was known, and no file counts twice`(backend: Backend) throws
  {
    try backend.withStore { store throws in
      try store.keep(
        ImportSample.import(["2026-10": [usd(3)]], files("a")),
        learntAt: Self.monday
      )
      let more = ImportSample.import(["2026-10": [usd(3)]], files("b"), isAddition: true)
      #expect(try store.keep(more, learntAt: Self.tuesday) == [.added])
      #expect(try total(store) == 6)
      for file in ["a", "b"] {
        let again = ImportSample.import(["2026-10": [usd(9)]], files(file), isAddition: true)
        let moment = file == "a" ? Self.monday : Self.tuesday
        #expect(
          throws: StoreError(
            .conflict,
            "\(file): this file was imported before, as of \(moment), and would count twice; "
              + "without --append it would take the place of its periods"
          )
        ) {
          try store.keep(again, learntAt: Self.tuesday)
        }
      }
      #expect(try total(store) == 6)
      // A replacement takes the place of both.
      let whole = ImportSample.import(["2026-10": [usd(3)]], files("c"))
      #expect(try store.keep(whole, learntAt: Self.tuesday) == [.replaced])
      #expect(try total(store) == 3)
      #expect(try total(store, asOf: Self.monday) == 3)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a file that something took the place of can be added again, but only where it did`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      func addition(_ months: String...) -> FileImport {
        let charges = Dictionary(uniqueKeysWithValues: months.map { ($0, [usd(3)]) })
        return ImportSample.import(charges, files("a"), isAddition: true)
      }
      try store.keep(addition("2026-09", "2026-10"), learntAt: Self.monday)
      let whole = ImportSample.import(["2026-10": [usd(5)]], files("b"))
      try store.keep(whole, learntAt: Self.monday)
      #expect(throws: StoreError.self) {
        try store.keep(addition("2026-09", "2026-10"), learntAt: Self.tuesday)
      }
      #expect(try store.keep(addition("2026-10"), learntAt: Self.tuesday) == [.added])
      #expect(throws: StoreError.self) {
        try store.keep(addition("2026-10"), learntAt: Self.tuesday)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `what was known at a moment does not change`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.keep(
        ImportSample.import(["2026-09": [usd(1)], "2026-10": [usd(3)]], files("a")),
        learntAt: Self.tuesday
      )
      let late = ImportSample.import(["2026-08": [usd(7)], "2026-10": [usd(4)]], files("b"))
      #expect(
        throws: StoreError(
          .conflict,
          "cloud 2026-10: another import of the period was made as of 2026-11-03T06:00:00Z, and this one is as of "
            + "2026-11-02T06:00:00Z; what was known at a moment does not change, so import it without --now, or with "
            + "a later one"
        )
      ) {
        try store.keep(late, learntAt: Self.monday)
      }
      // All or nothing: the other period is not kept either.
      #expect(try total(store) == 4)
    }
  }

  @Test(arguments: Backend.allCases)
  func `periods may be imported in any order, at once or one by one`(backend: Backend) throws {
    var generator = SeededGenerator(seed: 8)
    let months = ["2026-08", "2026-09", "2026-10"]
    for round in 0..<10 {
      let charges = Dictionary(
        uniqueKeysWithValues: months.map { month in
          (month, ImportSample.charges(of: month, using: &generator))
        }
      )
      let query = UsageQuery(
        days: Sample.days("2026-07-01", "2026-11-30"),
        asOf: Self.tuesday
      )
      let whole = try backend.withStore { store in
        try store.keep(ImportSample.import(charges, files("a")), learntAt: Self.monday)
        return try store.answer(query, in: Self.context).records
      }
      let single = try backend.withStore { store in
        for month in months.shuffled(using: &generator) {
          let part = ImportSample.import([month: charges[month] ?? []], files(month))
          try store.keep(part, learntAt: Self.monday)
        }
        return try store.answer(query, in: Self.context).records
      }
      // The order of records of one day is that of the imports.
      #expect(Set(whole) == Set(single), "round \(round)")
      #expect(whole.count == single.count)
    }
  }

  @Test func `both stores give the same records and tables`() throws {
    var generator = SeededGenerator(seed: 5)
    for zone in ["UTC", "America/New_York", "Asia/Kathmandu"] {
      let context = UsageContext(
        calendar: ReportingCalendar(timeZone: try #require(TimeZone(identifier: zone))),
        currency: "USD",
        terms: KnownTerms(
          Terms(rates: [
            Rate(
              unit: "EUR",
              price: Money(Sample.decimal("1.0837"), "USD"),
              since: Sample.day("2026-09-10")
            )
          ]),
          learntAt: .distantPast
        ),
        sources: ["cloud": .init(tags: ["team": "infra"])],
        apps: ["Shop": .init(name: "The Shop", tags: ["team": "web"])]
      )
      let months = ["2026-09", "2026-10"]
      let charges = Dictionary(
        uniqueKeysWithValues: months.map { month in
          (month, ImportSample.charges(of: month, using: &generator))
        }
      )
      let kept = ImportSample.import(charges, files("a"))
      let filters = [
        UsageFilter(), UsageFilter([.init(.app, anyOf: [.init("The Shop")])]),
        UsageFilter([.init(.source, anyOf: [.init("other")])]),
        UsageFilter([
          .init(.tag("team"), anyOf: [.init("web")]), .init(.day, anyOf: [.init("2026-09-1*")]),
        ]),
        UsageFilter([.init(.quality, anyOf: [.init("correction")])]),
      ]
      for filter in filters {
        let query = UsageQuery(
          days: Sample.days("2026-09-05", "2026-10-20"),
          filter: filter,
          asOf: Self.tuesday
        )
        let memory = MemoryStore()
        try memory.keep(kept, learntAt: Self.monday)
        let expected = try memory.answer(query, in: context)
        try Backend.sqlite.withStore { store throws in
          try store.keep(kept, learntAt: Self.monday)
          #expect(try store.answer(query, in: context) == expected)
          for view in CostView.allCases {
            let table = try store.table(query, view: view, in: context).table
            #expect(table.count == expected.records.count)
            for (row, record) in expected.records.enumerated() {
              #expect(table.costs[row] == record.cost(in: view))
              #expect(table.day(at: row) == record.day)
              #expect(table.quality(at: row) == record.quality)
              #expect(table.natives[row] == record.native(in: view))
              #expect(table.quantities[row] == record.quantity)
              #expect(table.requests[row] == record.requests)
              #expect(table.lines[Int(table.lineOf[row])] == UsageLine(record))
            }
          }
        }
      }
    }
  }

  @Test func `imports count beside what is fetched of a source of the same name`() throws {
    for backend in Backend.allCases {
      try backend.withStore { store throws in
        let reply = Sample.reply(at: "2026-10-05T12:00:00Z", [Sample.cost: "10"])
        try store.add([reply], of: SourceIdentity(name: "cloud", provider: "platform"))
        let before = try store.answer(
          UsageQuery(days: Self.october, asOf: Self.tuesday),
          in: Self.context
        )
        try store.keep(
          ImportSample.import(["2026-10": [usd(3)]], files("a")),
          learntAt: Self.monday
        )
        let after = try store.answer(
          UsageQuery(days: Self.october, asOf: Self.tuesday),
          in: Self.context
        )
        #expect(try total(store) == 13)
        #expect(after.records.count == before.records.count + 1)
        // Nobody waits for readings of what is imported.
        #expect(after.coverage == before.coverage)
        let days = after.records.map(\.day)
        #expect(days == days.sorted())
      }
    }
  }
}
