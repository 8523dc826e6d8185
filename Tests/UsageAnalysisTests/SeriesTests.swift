import Testing
import UsageAnalysis
import UsageModel

struct SeriesTests {
  private static let kinds: [Period.Kind] = [.day, .week, .month, .quarter, .year]

  @Test(arguments: UInt64(0)..<30)
  func `a series sums to the totals, in the order of the days`(seed: UInt64) throws {
    let period = Sample.period("2025-12-20..2026-02-10")
    let frame = Sample.frame(Sample.records(seed: seed, in: period), in: period)
    let totals = try frame.totals()
    for kind in Self.kinds {
      for measure in SeriesMeasure.allCases {
        let points = try frame.series(of: measure, by: kind)
        #expect(points.map(\.day) == period.pieces(of: kind).map(\.start))
        let known = points.compactMap(\.value)
        let total = measure == .cost ? totals.cost : totals.requests
        #expect(try FixedDecimal.sum(of: known) == total ?? 0)
        #expect(total != nil || known.isEmpty)
      }
    }
  }

  @Test func `a slot without a record is a gap, one with only other groups' records is zero`()
    throws
  {
    let frame = Sample.frame(
      [
        Sample.record("2026-10-01", app: "a", cost: 1),
        Sample.record("2026-10-02", app: "b", cost: 2),
        Sample.record("2026-10-04", app: "a", cost: 4),
        Sample.record("2026-10-04", app: "b", cost: 8),
      ],
      in: Sample.period("2026-10-01..2026-10-05")
    )
    #expect(try frame.series(of: .cost, by: .day).map(\.value) == [1, 2, nil, 12, nil])
    let onlyA = frame.filtered(by: UsageFilter([.init(.app, anyOf: [.init("a")])]))
    #expect(try onlyA.series(of: .cost, by: .day).map(\.value) == [1, 0, nil, 4, nil])
  }

  @Test func `what is unpriced or not counted is a gap and never zero`() throws {
    let frame = Sample.frame(
      [
        Sample.record("2026-10-01", native: Money(5, "shoal:credit")),
        Sample.record("2026-10-02", cost: 2, requests: 3),
        Sample.record("2026-10-02", native: Money(5, "shoal:credit")),
        Sample.record("2026-10-03", cost: 0),
      ],
      in: Sample.period("2026-10-01..2026-10-04")
    )
    #expect(try frame.series(of: .cost, by: .day).map(\.value) == [nil, 2, 0, nil])
    #expect(try frame.series(of: .requests, by: .day).map(\.value) == [nil, 3, nil, nil])
    #expect(try frame.series(of: .cost, by: .month).map(\.value) == [2])
    let unpriced = Sample.frame([Sample.record("2026-10-01", native: Money(5, "shoal:credit"))])
    #expect(try unpriced.series(of: .cost, by: .month).map(\.value) == [nil])
  }

  @Test func `a frame without days has no slots`() throws {
    let start = Sample.october.start
    let frame = UsageFrame(
      period: Sample.october,
      days: start..<start,
      currency: "USD",
      dimensions: [],
      answer: TabularAnswer(UsageAnswer(records: [], coverage: nil), view: .effective)
    )
    #expect(try frame.series(of: .cost, by: .day).isEmpty)
  }

  @Test func `weeks are cut at the frame's ends`() throws {
    let frame = Sample.frame([
      Sample.record("2026-10-04", cost: 1), Sample.record("2026-10-05", cost: 2),
      Sample.record("2026-10-31", cost: 4),
    ])
    let points = try frame.series(of: .cost, by: .week)
    #expect(
      points.map(\.day.description) == [
        "2026-10-01", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26",
      ]
    )
    #expect(points.map(\.value) == [1, 2, nil, nil, 4])
  }
}
