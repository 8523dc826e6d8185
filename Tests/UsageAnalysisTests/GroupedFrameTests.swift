import TestSupport
import Testing
import UsageAnalysis
import UsageModel

struct GroupedFrameTests {
  private static let groupings: [[UsageDimension]] = [
    [], [.app], [.service], [.app, .service], [.service, .app, .day], [.week], [.unit],
  ]

  private static func frame(seed: UInt64) -> UsageFrame {
    let before = Sample.records(seed: seed + 1000, in: Sample.period("2026-09"))
    return Sample.frame(Sample.records(seed: seed), before: before)
  }

  @Test(arguments: UInt64(0)..<40)
  func `groups share out the frame`(seed: UInt64) throws {
    let frame = Self.frame(seed: seed)
    for dimensions in Self.groupings {
      let grouped = try frame.grouped(by: dimensions)
      #expect(try UsageTotals.sum(of: grouped.rows.map(\.frame)) == UsageSums(frame.totals()))
      #expect(grouped.rows.map(\.frame.count).reduce(0, +) == frame.count)
      #expect(Set(grouped.rows.map(\.keys)).count == grouped.rows.count)
      for row in grouped.rows {
        #expect(try row.totals == row.frame.totals() && !row.isFolded)
        #expect(try row.costBefore == row.frame.totalsBefore().cost)
        #expect(row.keys.count == dimensions.count)
        for index in 0..<row.frame.count {
          #expect(dimensions.map { row.frame.row(at: index)[$0] } == row.keys)
        }
      }
    }
  }

  @Test func `the rest of a rest is counted in groups, not in rows`() throws {
    let grouped = try Self.frame(seed: 1).grouped(by: [.service, .app])
    let count = grouped.rows.count
    try #require(count > 4)
    #expect(try grouped.top(3).top(0).rows.map { $0.keys[0] } == ["Other (\(count))"])
  }

  @Test(arguments: UInt64(0)..<40)
  func `the first rows and the rest have the same totals, now and before`(seed: UInt64) throws {
    let frame = Self.frame(seed: seed)
    for dimensions in Self.groupings {
      let grouped = try frame.grouped(by: dimensions)
      let before = try UsageSums.before(grouped)
      for count in [-1, 0, 1, 2, 3, 5, 100] {
        let top = try grouped.top(count)
        #expect(try UsageTotals.sum(of: top.rows.map(\.frame)) == UsageSums(frame.totals()))
        #expect(try UsageSums.before(top) == before)
        #expect(top.rows.count == min(grouped.rows.count, max(0, count) + 1))
        #expect(
          top.rows.map(\.keys).prefix(max(0, count))
            == grouped.rows.map(\.keys).prefix(max(0, count))
        )
        guard grouped.rows.count > max(0, count) else { continue }
        let folded = try #require(top.rows.last)
        #expect(folded.isFolded)
        #expect(
          folded.keys.first
            == (dimensions.isEmpty ? nil : "Other (\(grouped.rows.count - max(0, count)))")
        )
        #expect(folded.keys.count == dimensions.count)
      }
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func `the order of the records does not matter`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Sample.records(seed: seed)
    let before = Sample.records(seed: seed + 1000, in: Sample.period("2026-09"))
    let shuffled = Sample.frame(
      records.shuffled(using: &generator),
      before: before.shuffled(using: &generator)
    )
    let frame = Sample.frame(records, before: before)
    for dimensions in Self.groupings {
      let left = try frame.grouped(by: dimensions).top(3)
      let right = try shuffled.grouped(by: dimensions).top(3)
      #expect(left.rows.map(\.keys) == right.rows.map(\.keys))
      #expect(left.rows.map(\.totals) == right.rows.map(\.totals))
      #expect(left.rows.map(\.costBefore) == right.rows.map(\.costBefore))
      #expect(left.rows.map(\.share) == right.rows.map(\.share))
    }
    #expect(try frame.series(of: .cost, by: .week) == shuffled.series(of: .cost, by: .week))
  }

  @Test(arguments: UInt64(0)..<40)
  func `shares are parts of the whole, and sum to one but for their last digits`(seed: UInt64)
    throws
  {
    let frame = Self.frame(seed: seed)
    let grouped = try frame.grouped(by: [.app])
    guard let whole = try frame.totals().cost, !whole.isZero else {
      #expect(grouped.rows.allSatisfy { $0.share == nil })
      return
    }
    for row in grouped.rows {
      #expect(try row.share == row.totals.cost.flatMap { try $0.divided(by: whole) })
    }
    let sum = try FixedDecimal.sum(of: grouped.rows.compactMap(\.share))
    #expect((sum.units - FixedDecimal.unitsPerOne).magnitude <= UInt128(grouped.rows.count))
  }

  @Test func `a share of nothing is unknown`() throws {
    let frame = Sample.frame([
      Sample.record("2026-10-01", app: "a", cost: 3),
      Sample.record("2026-10-01", app: "b", cost: -3),
      Sample.record("2026-10-01", app: "c", native: Money(1, "EUR")),
    ])
    #expect(try frame.grouped(by: [.app]).rows.allSatisfy { $0.share == nil })
  }

  @Test func `a share that is too large to tell is unknown, and its row is still there`() throws {
    let large = try #require(FixedDecimal("100000000000000000000000000"))
    let almost = try large.negated + FixedDecimal(units: 1)
    let frame = Sample.frame([
      Sample.record("2026-10-01", app: "a", cost: large),
      Sample.record("2026-10-01", app: "b", cost: almost),
    ])
    let rows = try frame.grouped(by: [.app]).rows
    #expect(rows.map(\.totals.cost) == [large, almost])
    #expect(rows.map(\.share) == [nil, nil])
  }

  @Test func `the largest cost comes first, ties by name, unpriced ones last`() throws {
    let frame = Sample.frame([
      Sample.record("2026-10-01", app: "e", native: Money(9, "EUR")),
      Sample.record("2026-10-01", app: "d", cost: -1),
      Sample.record("2026-10-01", app: "c", cost: 2),
      Sample.record("2026-10-01", app: "b", cost: 2),
      Sample.record("2026-10-01", app: "a", cost: 0),
      Sample.record("2026-10-01", app: "0", native: Money(9, "EUR")),
    ])
    let grouped = try frame.grouped(by: [.app])
    #expect(grouped.rows.map { $0.keys[0] } == ["b", "c", "a", "d", "0", "e"])
    let ascending = grouped.sorted(ascending: true, by: \.totals.cost)
    #expect(ascending.rows.map { $0.keys[0] } == ["d", "a", "b", "c", "0", "e"])
    #expect(try grouped.top(2).rows.map { $0.keys[0] } == ["b", "c", "Other (4)"])
    #expect(try grouped.top(6).rows.count == 6)
    let byRequests = try grouped.top(1, by: \.totals.requests)
    #expect(byRequests.rows.map { $0.keys[0] } == ["b", "Other (5)"])
  }

  @Test func `a group that only the stretch before had has no row`() throws {
    let frame = Sample.frame(
      [Sample.record("2026-10-01", app: "a", cost: 3)],
      before: [
        Sample.record("2026-09-01", app: "a", cost: 2),
        Sample.record("2026-09-01", app: "b", cost: 7),
      ]
    )
    let grouped = try frame.grouped(by: [.app])
    #expect(grouped.rows.map(\.keys) == [["a"]])
    #expect(grouped.rows.map(\.costBefore) == [2])
    #expect(try frame.totalsBefore().cost == 9)
  }
}

extension UsageSums {
  fileprivate static func before(_ grouped: GroupedFrame) throws -> UsageSums {
    try grouped.rows.map { try UsageSums($0.frame.totalsBefore()) }
      .reduce(UsageSums()) { try $0.adding($1) }
  }
}
