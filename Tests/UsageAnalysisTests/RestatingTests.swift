import Testing
import UsageAnalysis
import UsageModel

struct RestatingTests {
  /// The rows that two answers to one question restate.
  private func rows(
    _ before: [UsageRecord],
    _ after: [UsageRecord],
    by dimensions: [UsageDimension] = [.app]
  ) throws -> [FrameComparison.Row] {
    try FrameComparison(
      restating: Sample.frame(before).grouped(by: dimensions),
      as: Sample.frame(after).grouped(by: dimensions)
    ).rows
  }

  @Test(arguments: UInt64(0)..<40)
  func `the same answer restates nothing, whatever the order of its records`(seed: UInt64) throws {
    let records = Sample.records(seed: seed)
    for dimensions in [[.app], [.day, .app], [.unit]] as [[UsageDimension]] {
      #expect(try rows(records, records.reversed(), by: dimensions).isEmpty)
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func `it is the comparison without what stayed, and its changes sum to the difference`(
    seed: UInt64
  ) throws {
    let before = Sample.records(seed: seed)
    let after = before.dropFirst(3) + Sample.records(seed: seed + 500).prefix(5)
    let (left, right) = (Sample.frame(before), Sample.frame(Array(after)))
    let dimensions: [UsageDimension] = [.day, .app, .service]
    let (old, new) = (try left.grouped(by: dimensions), try right.grouped(by: dimensions))
    let all = try FrameComparison(from: old, to: new).rows
    let restated = try FrameComparison(restating: old, as: new).rows
    #expect(all.filter(restated.contains) == restated, "the rows and their order are the same")
    #expect(all.allSatisfy { restated.contains($0) || $0.before == $0.after })
    #expect(
      restated.allSatisfy { row in
        (try? (row.before ?? 0) + row.change) == row.after ?? 0
      }
    )
    let change = try FixedDecimal.sum(of: restated.map(\.change))
    #expect(try change == (right.totals().cost ?? 0) - (left.totals().cost ?? 0))
  }

  @Test func `whatever of a group changes restates it`() throws {
    let plain = Sample.record("2026-10-01", cost: 1, requests: 2, quantity: 3, unit: "token")
    let changed: [WritableKeyPath<UsageRecord, FixedDecimal?>] = [
      \.effective, \.requests, \.quantity,
    ]
    for path in changed {
      var other = plain
      other[keyPath: path] = 9
      #expect(try rows([plain], [other]).count == 1)
      // Not known is not zero.
      var (unknown, zero) = (plain, plain)
      (unknown[keyPath: path], zero[keyPath: path]) = (nil, 0)
      #expect(try rows([unknown], [zero]).count == 1)
      #expect(try rows([zero], [unknown]).count == 1)
    }
    var other = plain
    other.native = Money(9, "USD")
    #expect(try rows([plain], [other]).count == 1)
    other.native = Money(1, "EUR")
    #expect(try rows([plain], [other]).count == 1)
    #expect(try rows([plain], []).count == 1 && rows([], [plain]).count == 1)
  }

  @Test func `what tells nothing about the amounts is no restatement`() throws {
    let plain = Sample.record("2026-10-01", cost: 1)
    var other = plain
    other.quality = .correction
    other.learntAt = Timestamp(seconds: 5)
    #expect(try rows([plain], [other]).isEmpty)
    // Two records that add up to the same.
    let parts = [Sample.record("2026-10-01", cost: 3), Sample.record("2026-10-01", cost: -2)]
    #expect(try rows([plain], parts).isEmpty)
  }

  @Test func `a sum that does not fit throws`() throws {
    let large = Money(FixedDecimal(units: .max), "EUR")
    let records = [1, 2].map { _ in Sample.record("2026-10-01", cost: 1, native: large) }
    #expect(throws: ArithmeticOverflow.self) { try rows(records, records) }
  }
}
