import Testing
import UsageAnalysis
import UsageModel

struct FrameComparisonTests {
  @Test(arguments: UInt64(0)..<40)
  func `the rows of both sides are there, and the changes sum to the difference`(seed: UInt64)
    throws
  {
    let left = Sample.frame(Sample.records(seed: seed))
    let right = Sample.frame(Sample.records(seed: seed + 500))
    for dimensions in [[.app], [.app, .service], [.day]] as [[UsageDimension]] {
      let (before, after) = (try left.grouped(by: dimensions), try right.grouped(by: dimensions))
      let comparison = try FrameComparison(from: before, to: after)
      #expect(comparison.dimensions == dimensions)
      let keys = Set(before.rows.map(\.keys)).union(after.rows.map(\.keys))
      #expect(Set(comparison.rows.map(\.keys)) == keys && comparison.rows.count == keys.count)
      let change = try FixedDecimal.sum(of: comparison.rows.map(\.change))
      #expect(try change == (right.totals().cost ?? 0) - (left.totals().cost ?? 0))
      #expect(
        zip(comparison.rows, comparison.rows.dropFirst()).allSatisfy { $0.change >= $1.change }
      )
      let back = try FrameComparison(from: after, to: before)
      #expect(
        Set(back.rows.map { [$0.change] }) == Set(comparison.rows.map { [$0.change.negated] })
      )
    }
  }

  @Test func `a side that is missing or unpriced is unknown, and counts nothing`() throws {
    let before = Sample.frame([
      Sample.record("2026-10-01", app: "a", cost: 3),
      Sample.record("2026-10-01", app: "b", cost: 1),
      Sample.record("2026-10-01", app: "u", cost: 1),
    ])
    let after = Sample.frame([
      Sample.record("2026-10-01", app: "a", cost: 5),
      Sample.record("2026-10-01", app: "c", cost: 2),
      Sample.record("2026-10-01", app: "u", native: Money(1, "EUR")),
    ])
    let rows = try FrameComparison(
      from: before.grouped(by: [.app]),
      to: after.grouped(by: [.app])
    ).rows
    #expect(rows.map { $0.keys[0] } == ["a", "c", "b", "u"])
    #expect(rows.map(\.before) == [3, nil, 1, 1])
    #expect(rows.map(\.after) == [5, 2, nil, nil])
    #expect(rows.map(\.change) == [2, 2, -1, -1])
  }

  @Test func `requests stand beside the cost, unknown where they are not told`() throws {
    let before = Sample.frame([
      Sample.record("2026-10-01", app: "a", cost: 3, requests: 5),
      Sample.record("2026-10-01", app: "b", cost: 1),
    ])
    let after = Sample.frame([
      Sample.record("2026-10-01", app: "a", cost: 5, requests: 7),
      Sample.record("2026-10-01", app: "b", cost: 1, requests: 0),
    ])
    let rows = try FrameComparison(
      from: before.grouped(by: [.app]),
      to: after.grouped(by: [.app])
    ).rows
    #expect(rows.map(\.requestsBefore) == [5, nil] && rows.map(\.requestsAfter) == [7, 0])
  }

  @Test func `nothing compared with nothing is nothing`() throws {
    let nothing = try Sample.frame([]).grouped(by: [.app])
    #expect(try FrameComparison(from: nothing, to: nothing).rows.isEmpty)
  }
}
