import Testing
import UsageAnalysis
import UsageModel

struct AnomalyTests {
  private static let first = Day(daysSince1970: 20_000)

  /// Usage of two apps over some days, in cents: the amount of a day and app; nil stands for a day without data.
  private static func table(
    days: Int,
    _ cents: (_ day: Int, _ app: String) -> Int?
  ) -> UsageTable {
    let records = (0..<days).flatMap { day in
      ["Shop", "Wallet"].compactMap { app -> UsageRecord? in
        guard let amount = cents(day, app) else { return nil }
        return UsageRecord(
          day: first.advanced(by: day),
          source: "web",
          provider: "puter",
          app: app,
          effective: FixedDecimal(units: Int128(amount) * 10_000_000_000)
        )
      }
    }
    return UsageTable(records, view: .effective)
  }

  private static func found(
    _ table: UsageTable,
    where filter: UsageFilter = UsageFilter(),
    days: Range<Int> = 60..<90
  ) throws -> [Anomaly] {
    try AnomalySearch(in: table, where: filter, by: [.app]).anomalies(
      on: first.advanced(by: days.lowerBound)..<first.advanced(by: days.upperBound)
    )
  }

  /// A week with a quiet end and a little noise that repeats itself never.
  private static func usual(_ day: Int) -> Int {
    (day % 7 >= 5 ? 4000 : 10_000) + day * 7919 % 601
  }

  @Test func `usual days are no anomalies, with a weekly pattern too`() throws {
    let table = Self.table(days: 90) { day, app in Self.usual(day) * (app == "Shop" ? 3 : 1) }
    #expect(try Self.found(table) == [])
  }

  @Test func `a burst is found with its size and the app that made it`() throws {
    let table = Self.table(days: 90) { day, app in
      Self.usual(day) + (day == 75 && app == "Wallet" ? 30_000 : 0)
    }
    let found = try Self.found(table)
    let burst = try #require(found.first)
    #expect(found.count == 1)
    #expect(burst.day == Self.first.advanced(by: 75))
    #expect(burst.parts.first?.keys == ["Wallet"])
    #expect(burst.difference.approximation > 270 && burst.difference.approximation < 330)
    #expect(try burst.expected + burst.difference == burst.cost)
    #expect(burst.low < burst.expected && burst.expected < burst.high && burst.high < burst.cost)
    #expect(burst.score > AnomalySearch.threshold)
  }

  @Test func `a day that falls out is found too, below zero`() throws {
    let table = Self.table(days: 90) { day, app in day == 80 && app == "Shop" ? 0 : Self.usual(day)
    }
    let found = try Self.found(table)
    #expect(found.map(\.day) == [Self.first.advanced(by: 80)])
    #expect(found.allSatisfy { $0.score < 0 && $0.difference.isNegative })
    #expect(found.first?.parts.first?.keys == ["Shop"])
  }

  @Test func `a jump of usage is the new normal after a week`() throws {
    let table = Self.table(days: 90) { day, _ in Self.usual(day) * (day >= 65 ? 2 : 1) }
    let days = try Self.found(table).map { Self.first.distance(to: $0.day) }
    #expect(days.first == 65)
    #expect(days.allSatisfy { (65..<73).contains($0) })
  }

  @Test(arguments: [2, 10, 1000])
  func `amounts in another unit are as unusual`(factor: Int) throws {
    func found(_ factor: Int) throws -> [Anomaly] {
      try Self.found(
        Self.table(days: 90) { day, app in
          (Self.usual(day) + (day == 70 && app == "Shop" ? 25_000 : 0)) * factor
        }
      )
    }
    let (one, many) = (try found(1), try found(factor))
    #expect(one.map(\.day) == many.map(\.day))
    for (first, second) in zip(one, many) { #expect(abs(first.score - second.score) < 1e-6) }
  }

  @Test func `the order of records makes no difference`() throws {
    let table = Self.table(days: 90) { day, app in
      Self.usual(day) + (day == 75 && app == "Wallet" ? 30_000 : 0)
    }
    let reversed = table.selecting((0..<UInt32(table.count)).reversed())
    #expect(try Self.found(table) == Self.found(reversed))
  }

  @Test func `a filter looks at its own usage only, and days without it are zero`() throws {
    let table = Self.table(days: 90) { day, app in
      app == "Wallet" ? (day == 75 ? 9000 : 0) : Self.usual(day)
    }
    let wallet = UsageFilter([.init(.app, anyOf: [.init("Wallet")])])
    let first = try #require(try Self.found(table, where: wallet).first)
    #expect(first.day == Self.first.advanced(by: 75) && first.expected.isZero)
    let shop = UsageFilter([.init(.app, anyOf: [.init("Shop")])])
    #expect(try Self.found(table, where: shop) == [])
  }

  @Test func `without three weeks of history nothing is unusual`() throws {
    let table = Self.table(days: 30) { day, _ in day == 15 ? 90_000 : Self.usual(day) }
    #expect(try Self.found(table, days: 0..<20) == [])
    let empty = UsageTable([], view: .effective)
    #expect(try Self.found(empty) == [])
  }

  @Test func `fees are never unusual`() throws {
    var records: [UsageRecord] = []
    for day in 0..<90 {
      let date = Self.first.advanced(by: day)
      records.append(UsageRecord(day: date, source: "web", provider: "puter", effective: 10))
      if day == 75 {
        records.append(
          UsageRecord(day: date, source: "web", provider: "puter", charge: .fee, effective: 900)
        )
      }
    }
    #expect(try Self.found(UsageTable(records, view: .effective)) == [])
  }
}
