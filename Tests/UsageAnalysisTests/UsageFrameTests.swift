import Testing
import UsageAnalysis
import UsageModel

struct UsageFrameTests {
  @Test func `totals keep what is unpriced and what has another unit apart`() throws {
    let frame = Sample.frame([
      Sample.record("2026-10-01", cost: 3, requests: 5, quantity: 7, unit: "token"),
      Sample.record("2026-10-02", native: Money(4, "helius:credit"), quality: .interpolated),
      Sample.record("2026-10-02", cost: -1, quantity: 2, unit: "byte", quality: .imported),
      Sample.record("2026-10-03", native: Money(6, "EUR")),
    ])
    let totals = try frame.totals()
    #expect(totals.cost == 2 && totals.requests == 5)
    #expect(totals.quantities == ["token": 7, "byte": 2])
    #expect(totals.unpriced == ["helius:credit": 4, "EUR": 6])
    #expect(totals.quality == .interpolated)
    #expect(frame.count == 4 && frame.coverage == 1)
    #expect(try frame.totalsBefore() == UsageTotals())
  }

  @Test func `unknown is not zero`() throws {
    let totals = try Sample.frame([]).totals()
    #expect(totals.cost == nil && totals.requests == nil && totals.quality == nil)
    #expect(try totals.quantity() == nil)
    let unpriced = try Sample.frame([Sample.record("2026-10-01", native: Money(0, "EUR"))]).totals()
    #expect(unpriced.cost == nil && unpriced.unpriced == ["EUR": 0])
  }

  @Test func `quantities in two units cannot be added, and the message names both`() throws {
    let frame = Sample.frame([
      Sample.record("2026-10-01", quantity: 7, unit: "token"),
      Sample.record("2026-10-01", quantity: 2, unit: "byte"),
    ])
    let error = #expect(throws: MixedUnits.self) { try frame.totals().quantity() }
    #expect(
      error?.description == "quantities in byte and token cannot be added; filter by unit first"
    )
    let tokens = frame.filtered(by: UsageFilter([.init(.unit, anyOf: [.init("token")])]))
    let quantity = try #require(try tokens.totals().quantity())
    #expect(quantity.amount == 7 && quantity.unit == "token")
  }

  @Test func `a sum that does not fit throws`() throws {
    let large = FixedDecimal(units: .max)
    let frame = Sample.frame([
      Sample.record("2026-10-01", cost: large), Sample.record("2026-10-02", cost: large),
    ])
    #expect(throws: ArithmeticOverflow.self) { try frame.totals() }
    #expect(throws: ArithmeticOverflow.self) { try frame.grouped(by: [.app]) }
    #expect(throws: ArithmeticOverflow.self) { try frame.series(of: .cost, by: .month) }
    #expect(try frame.series(of: .cost, by: .day).prefix(2).map(\.value) == [large, large])
  }

  @Test func `rows show their record`() throws {
    let record = Sample.record(
      "2026-10-05",
      app: "b",
      cost: 3,
      requests: 5,
      quantity: 7,
      unit: "token"
    )
    let row = Sample.frame([record]).row(at: 0)
    #expect(row.day == record.day && row.cost == 3 && row.requests == 5 && row.quantity == 7)
    #expect(row[.app] == "b" && row[.unit] == "token" && row[.week] == "2026-W41")
    #expect(row[.day] == "2026-10-05" && row[.month] == "2026-10" && row[.meter] == nil)
  }

  @Test(arguments: UInt64(0)..<40)
  func `a filter and its opposite share out the frame, now and before`(seed: UInt64) throws {
    let before = Sample.period("2026-09")
    let frame = Sample.frame(
      Sample.records(seed: seed),
      before: Sample.records(seed: seed + 1000, in: before)
    )
    let filter = UsageFilter([
      .init(.app, anyOf: [.init("a"), .init("b")]),
      .init(.service, anyOf: [.init("s*"), .init("t")]),
    ])
    let kept = frame.filtered(by: filter)
    func fits(_ table: UsageTable, _ row: Int) -> Bool {
      ["a", "b"].contains(table.text(of: .app, at: row))
        && ["s", "t"].contains(table.text(of: .service, at: row))
    }
    let test = frame.selecting(fits)
    let others = frame.selecting { !fits($0, $1) }
    #expect(try kept.totals() == test.totals() && kept.totalsBefore() == test.totalsBefore())
    #expect(kept.count + others.count == frame.count)
    #expect(try UsageTotals.sum(of: [kept, others]) == UsageSums(frame.totals()))
    let sumBefore = try UsageSums(kept.totalsBefore()).adding(UsageSums(others.totalsBefore()))
    #expect(try sumBefore == UsageSums(frame.totalsBefore()))
    #expect(kept.filtered(by: filter).count == kept.count)
  }

  @Test func `a filter on what was not loaded lets nothing through that it would not let through`()
    throws
  {
    let frame = Sample.frame([Sample.record("2026-10-01", app: "a", cost: 3)], dimensions: [])
    func count(_ pattern: String) -> Int {
      frame.filtered(by: UsageFilter([.init(.app, anyOf: [.init(pattern)])])).count
    }
    #expect(count("a") == 0 && count("b") == 0)
    #expect(count("(not broken down)") == 1 && count("*") == 1)
  }
}

extension UsageFrame {
  /// The records that pass a test, now and before.
  fileprivate func selecting(_ test: (UsageTable, Int) -> Bool) -> UsageFrame {
    func places(_ table: UsageTable) -> [UInt32] {
      (0..<UInt32(table.count)).filter { test(table, Int($0)) }
    }
    return with(places: places(table), before: places(earlier.table))
  }
}
