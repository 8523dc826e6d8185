import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// What every store promises of charges that were imported.
struct StatedChargeTests {
  private static let monday = Sample.time("2026-11-02T06:00:00Z")
  private static let tuesday = Sample.time("2026-11-03T06:00:00Z")
  private static let wednesday = Sample.time("2026-11-04T06:00:00Z")
  private static let context = UsageContext(currency: "USD")

  private func charge(
    _ days: String,
    _ amount: String,
    source: String = "rent",
    kind: Charge? = nil,
    app: String? = nil,
    name: String? = nil,
    currency: String = "USD"
  ) -> StatedCharge {
    let month = Month(days)
    let key = StatedCharge.Key(
      source: source,
      days: month.map { $0.start..<$0.stop } ?? Sample.days(days, days),
      charge: kind ?? (month == nil ? .fee : .usage),
      app: app,
      name: name,
      currency: currency
    )
    return StatedCharge(key, amount: Sample.decimal(amount))
  }

  private func lines(
    _ store: some UsageStore,
    _ first: String,
    _ last: String,
    asOf moment: Timestamp = wednesday
  ) throws -> [String] {
    let query = UsageQuery(days: Sample.days(first, last), asOf: moment)
    let records = try store.answer(query, in: Self.context).records
    for view in CostView.allCases {
      let table = try store.table(query, view: view, in: Self.context).table
      #expect(table.hasSameRecords(as: UsageTable(records, view: view)))
    }
    return records.map { "\($0.source) \($0.service) \($0.app) \($0.moneyLine)" }
  }

  private func sums(
    _ store: some UsageStore,
    _ first: String,
    _ last: String,
    asOf moment: Timestamp = wednesday
  ) throws -> [FixedDecimal] {
    let query = UsageQuery(days: Sample.days(first, last), asOf: moment)
    let records = try store.answer(query, in: Self.context).records
    return [try records.sum(.billed), try records.sum(.effective)]
  }

  @Test(arguments: Backend.allCases)
  func `a day's charge counts on its day in both views`(backend: Backend) throws {
    try backend.withStore { store throws in
      let outcome = try store.importCharges(
        [charge("2026-10-05", "29", app: "Shop", name: "Desk")],
        learntAt: Self.monday
      )
      #expect(outcome.added == 1 && outcome.changed == 0 && outcome.removed == 0)
      #expect(
        try lines(store, "2026-10-01", "2026-10-31") == [
          "rent Desk Shop 2026-10-05 fee 29 USD billed 29 effective 29 charge"
        ]
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `a month's total is billed on the first and takes effect on all days`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      try store.importCharges([charge("2025-02", "100")], learntAt: Self.monday)
      let lines = try lines(store, "2025-01-01", "2025-12-31")
      #expect(lines.count == 28)
      #expect(
        lines.first == "rent usage (not broken down) 2025-02-01 usage 3.571428571429 USD "
          + "billed 100 effective 3.571428571429 charge"
      )
      #expect(
        lines.last == "rent usage (not broken down) 2025-02-28 usage 3.571428571428 USD "
          + "billed 0 effective 3.571428571428 charge"
      )
      #expect(try sums(store, "2025-01-01", "2025-12-31") == [100, 100])
      #expect(try sums(store, "2025-02-15", "2025-02-28")[0] == 0)
    }
  }

  @Test(arguments: Backend.allCases)
  func `importing twice changes nothing`(backend: Backend) throws {
    try backend.withStore { store throws in
      let charges = [charge("2026-10-05", "29"), charge("2026-09", "12")]
      try store.importCharges(charges, learntAt: Self.monday)
      #expect(try store.importCharges(charges, learntAt: Self.tuesday) == ChargeImport())
      #expect(try sums(store, "2026-09-01", "2026-10-31") == [41, 41])
    }
  }

  @Test(arguments: Backend.allCases)
  func `a later amount takes the place of the one with its key, and as of before it does not`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      try store.importCharges(
        [charge("2026-10-05", "29"), charge("2026-10-05", "5", name: "other")],
        learntAt: Self.monday
      )
      let outcome = try store.importCharges([charge("2026-10-05", "31")], learntAt: Self.tuesday)
      #expect(outcome.changed == 1 && outcome.added == 0 && outcome.removed == 0)
      #expect(try sums(store, "2026-10-01", "2026-10-31") == [36, 36])
      #expect(try sums(store, "2026-10-01", "2026-10-31", asOf: Self.monday) == [34, 34])
      let before = Sample.time("2026-11-01T00:00:00Z")
      #expect(try sums(store, "2026-10-01", "2026-10-31", asOf: before) == [0, 0])
    }
  }

  @Test(arguments: Backend.allCases)
  func `zero takes a charge back, and nothing where there was none`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.importCharges([charge("2026-10-05", "29")], learntAt: Self.monday)
      let outcome = try store.importCharges(
        [charge("2026-10-05", "0"), charge("2026-10-06", "0")],
        learntAt: Self.tuesday
      )
      #expect(outcome.removed == 1 && outcome.added == 0 && outcome.changed == 0)
      #expect(try store.statedCharges(asOf: Self.tuesday) == [])
      #expect(try store.statedCharges(asOf: Self.monday).map(\.amount) == [29])
      #expect(try lines(store, "2026-10-01", "2026-10-31") == [])
      let again = try store.importCharges([charge("2026-10-05", "7")], learntAt: Self.wednesday)
      #expect(again.added == 1)
      #expect(try sums(store, "2026-10-01", "2026-10-31") == [7, 7])
    }
  }

  @Test(arguments: Backend.allCases)
  func `what was known at a moment does not change, and nothing of such an import is kept`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      try store.importCharges([charge("2026-10-05", "29")], learntAt: Self.tuesday)
      #expect(
        throws: StoreError(
          .conflict,
          "charges: another amount of 2026-10-05, rent, fee, USD was imported as of 2026-11-03T06:00:00Z, and "
            + "this import is as of 2026-11-02T06:00:00Z; what was known at a moment does not change, so import it "
            + "without --now, or with a later one"
        )
      ) {
        try store.importCharges(
          [charge("2026-10-01", "1"), charge("2026-10-05", "30")],
          learntAt: Self.monday
        )
      }
      #expect(try store.statedCharges(asOf: Self.wednesday).map(\.amount) == [29])
    }
  }

  @Test(arguments: Backend.allCases)
  func `a charge in another currency is unpriced without a rate`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.importCharges([charge("2026-10-05", "29", currency: "EUR")], learntAt: Self.monday)
      #expect(
        try lines(store, "2026-10-01", "2026-10-31") == [
          "rent fee (not broken down) 2026-10-05 fee 29 EUR billed - effective - unpriced"
        ]
      )
      var context = Self.context
      context.terms.terms.rates = [Sample.rate("EUR", "2 USD", "2026-01-01")]
      let query = UsageQuery(days: Sample.days("2026-10-01", "2026-10-31"), asOf: Self.wednesday)
      let records = try store.answer(query, in: context).records
      #expect(records.map(\.billed) == [58])
    }
  }

  @Test(arguments: Backend.allCases)
  func `credits bought are used up by the usage of their source`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add(
        [
          Sample.reply(at: "2026-10-03T00:00:00Z", [Sample.cost: "0"]),
          Sample.reply(at: "2026-10-04T00:00:00Z", [Sample.cost: "4"]),
        ],
        of: Sample.source
      )
      let bought = charge("2026-10-01", "10", source: Sample.source.name, kind: .topUp)
      try store.importCharges([bought], learntAt: Self.monday)
      #expect(try sums(store, "2026-10-01", "2026-10-31") == [10, 4])
    }
  }

  @Test func `what is kept of records stays good when charges come in, but for credits bought`()
    throws
  {
    try TemporaryFolder.with { folder in
      let store = try SQLiteStore(path: folder.path(of: "usage.sqlite"))
      try store.add(
        [Sample.reply(at: "2026-10-04T00:00:00Z", [Sample.cost: "4"])],
        of: Sample.source
      )
      #expect(try store.keepRecords(in: Self.context) == 1)
      try store.importCharges([charge("2026-10-05", "29")], learntAt: Self.monday)
      #expect(try store.keepRecords(in: Self.context) == 0)
      let bought = charge("2026-10-01", "10", source: Sample.source.name, kind: .topUp)
      try store.importCharges([bought], learntAt: Self.monday)
      #expect(try store.keepRecords(in: Self.context) == 1)
      #expect(try sums(store, "2026-10-01", "2026-10-31") == [39, 33])
    }
  }
}

extension UsageTable {
  /// Whether it tells the same records in the same order, whatever the places of its lines.
  fileprivate func hasSameRecords(as other: UsageTable) -> Bool {
    count == other.count
      && (0..<count).allSatisfy { row in
        lines[Int(lineOf[row])] == other.lines[Int(other.lineOf[row])]
          && days[row] == other.days[row] && costs[row] == other.costs[row]
          && natives[row] == other.natives[row]
      }
  }
}
