import TestSupport
import Testing
import UsageAnalysis
import UsageModel

/// Laws that hold for every policy and all usage, on generated ones.
struct AllocationLawTests {
  private static let seeds = [UInt64](0..<16)

  @Test(arguments: seeds)
  func `the engine divides as the plain way does`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<6 {
      let records = Shared.records(&generator)
      let policy = SharedPolicy.policy(&generator)
      let kept = Self.dimensions(&generator)
      let days =
        Bool.random(using: &generator) ? Shared.days : Sample.period("2026-10-01..2026-10-07").days
      let plain = Result {
        try PlainAllocation(policy, records, keeping: kept, on: days, in: Shared.context)
      }
      let result = Result {
        try Shared.apply(policy.rules, to: records, on: days, keeping: kept)
      }
      guard let plain = try? plain.get() else {
        #expect(throws: AllocationError.self) { try result.get() }
        continue
      }
      let table = try result.get().table
      #expect(Held(table, keeping: kept).amounts == Held(plain).amounts)
    }
  }

  @Test(arguments: seeds)
  func `every currency, unit and request is kept on every day, for every source and charge`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator)
    let policy = SharedPolicy.policy(&generator)
    let kept = Self.dimensions(&generator)
    // Fixed amounts may be more than there is.
    guard let result = try? Shared.apply(policy.rules, to: records, keeping: kept) else { return }
    let before = Held(UsageTable(records, view: .effective), keeping: []).byDay
    #expect(Held(result.table, keeping: []).byDay == before)
    // The sums by target are the table's.
    let frame = result.frame(like: Sample.frame(records))
    let groups = try frame.grouped(by: [.target]).rows
    #expect(Set(groups.map { $0.keys[0] }) == Set(result.shares.map(\.target)))
    for group in groups {
      #expect(result.shares.first { $0.target == group.keys[0] }?.totals == group.totals)
    }
    #expect(try result.totals() == frame.totals())
  }

  @Test(arguments: seeds)
  func `neither the order of records nor how a cost was cut changes anything`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator)
    let policy = SharedPolicy.policy(&generator)
    let kept = Self.dimensions(&generator)
    guard let result = try? Shared.apply(policy.rules, to: records, keeping: kept) else { return }
    let cut = records.flatMap { Self.cut($0, &generator) }.shuffled(using: &generator)
    let again = try Shared.apply(policy.rules, to: cut, keeping: kept)
    #expect(
      Array(again.ledger(countingRequests: true)) == Array(result.ledger(countingRequests: true))
    )
    #expect(again.shares == result.shares)
    #expect(again.warnings == result.warnings)
    let (left, right) = (again.table, result.table)
    #expect(left.lines == right.lines && left.lineOf == right.lineOf && left.days == right.days)
    #expect((0..<left.count).allSatisfy { left.costs[$0] == right.costs[$0] })
  }

  @Test(arguments: seeds)
  func `amounts below zero are divided as those above are`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator).map { record in
      var record = record
      record.requests = nil
      return record
    }
    // Scripts and fixed amounts look at amounts.
    let policy = AllocationPolicy(
      SharedPolicy.policy(&generator, steps: 1).rules.filter { rule in
        if case .amount = rule.method { false } else { rule.test == nil }
      }
    )
    let negated = records.map { record in
      var record = record
      record.effective = record.effective?.negated
      record.quantity = record.quantity?.negated
      record.native = record.native.map { Money($0.amount.negated, $0.currency) }
      return record
    }
    let result = try Shared.apply(policy.rules, to: records)
    let opposite = try Shared.apply(policy.rules, to: negated)
    #expect(
      Held(opposite.table, keeping: []).amounts
        == Held(result.table, keeping: []).amounts.mapValues { $0.mapValues { -$0 } }
    )
  }

  @Test(arguments: seeds)
  func `only the proportion of weights counts`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator)
    let weights = Dictionary(
      uniqueKeysWithValues: ["Atlas", "Beacon", "Dune"].map {
        ($0, FixedDecimal(units: .random(in: 1...1_000_000, using: &generator)))
      }
    )
    let factor = Int128.random(in: 2...1_000_000_000, using: &generator)
    let scaled = weights.mapValues { FixedDecimal(units: $0.units * factor) }
    let first = try Shared.apply([Shared.rule("all", .weights(weights))], to: records)
    let second = try Shared.apply([Shared.rule("all", .weights(scaled))], to: records)
    #expect(first.shares == second.shares)
  }

  @Test(arguments: seeds.prefix(20))
  func `where nothing is left over, shares grow with what is divided`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let weights: [String: FixedDecimal] = ["Atlas": 3, "Beacon": 2, "Courier": 5]
    let factor = FixedDecimal(Int.random(in: 2...1000, using: &generator))
    let records = (0..<20).map { day in
      Shared.record(
        Shared.days.lowerBound.advanced(by: day % 12).description,
        "\(Int.random(in: -500...500, using: &generator) * 10)"
      )
    }
    let larger = try records.map { record in
      var record = record
      record.effective = try record.effective.map { try $0 * factor }
      return record
    }
    let rules = [Shared.rule("all", .weights(weights))]
    let result = try Shared.apply(rules, to: records)
    let grown = try Shared.apply(rules, to: larger)
    for (small, large) in zip(result.shares, grown.shares) {
      #expect(try large.totals.cost == small.totals.cost.map { try $0 * factor })
    }
  }

  @Test(arguments: seeds)
  func `equal shares are weights of one, and percentages are weights`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator)
    let names = SharedPolicy.names(&generator)
    let ones = Dictionary(uniqueKeysWithValues: names.map { ($0, FixedDecimal(1)) })
    let even = try Shared.apply([Shared.rule("all", .even(names))], to: records)
    let weighted = try Shared.apply([Shared.rule("all", .weights(ones))], to: records)
    #expect(even.shares == weighted.shares)
    let parts: [String: FixedDecimal] = ["Atlas": 12, "Beacon": 51, "Courier": 37]
    let percent = try Shared.apply([Shared.rule("all", .percent(parts))], to: records)
    let same = try Shared.apply([Shared.rule("all", .weights(parts))], to: records)
    #expect(percent.shares == same.shares)
  }

  @Test(arguments: seeds)
  func `a policy that gives to the record's own app changes nothing`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator)
    let result = try Shared.apply([Shared.rule("own", .ownApp)], to: records, keeping: [.app])
    let table = result.table
    for line in table.lines {
      let isNone = ReservedName.isReserved(line.app)
      #expect(line.target == (isNone ? ReservedName.unallocated : line.app))
    }
    #expect(
      Held(table, keeping: [.app]).byOrigin
        == Held(UsageTable(records, view: .effective), keeping: [.app]).byOrigin
    )
  }

  // MARK: -

  private static func dimensions(_ generator: inout SeededGenerator) -> Set<UsageDimension> {
    Set([UsageDimension.app, .service, .quality].filter { _ in Bool.random(using: &generator) })
  }

  /// A record in two, which add up to it.
  private static func cut(
    _ record: UsageRecord,
    _ generator: inout SeededGenerator
  ) -> [UsageRecord] {
    func cut(_ amount: FixedDecimal?) -> (FixedDecimal?, FixedDecimal?) {
      guard let amount else { return (nil, nil) }
      let part = Int128.random(in: -99...99, using: &generator)
      return (FixedDecimal(units: part), FixedDecimal(units: amount.units - part))
    }
    var (first, second) = (record, record)
    (first.effective, second.effective) = cut(record.effective)
    (first.requests, second.requests) = cut(record.requests)
    (first.quantity, second.quantity) = cut(record.quantity)
    let native = cut(record.native?.amount)
    first.native = native.0.map { Money($0, record.native?.currency ?? "") }
    second.native = native.1.map { Money($0, record.native?.currency ?? "") }
    return [first, second]
  }
}
