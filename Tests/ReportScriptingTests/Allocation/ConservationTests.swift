import ReportScripting
import Testing
import UsageModel

/// What comes out is what went in, to the last digit.
struct ConservationTests {
  /// Records with awkward digits: costs, refunds below zero, credits that nothing prices, requests, and days with
  /// nothing at all.
  private static let records: [UsageRecord] = (1...200).map { number in
    let sources = ["puter-main", "notte-main", "helius"]
    let day = 1 + (number * number) % 17
    let amount = FixedDecimal(units: Int128(number) * 1_000_003_333_337 % 9_999_999_999_973 - 999)
    let isCredit = number % 5 == 0
    let isUnpriced = number % 3 == 0
    return SharedUsage.record(
      "2026-11-\(day < 10 ? "0" : "")\(day)",
      sources[number % 3],
      app: ["Shop", "Wallet", ReservedName.noApp, ReservedName.notBrokenDown][number % 4],
      service: ["ai", "storage"][number % 2],
      charge: isCredit ? .credit : number % 7 == 0 ? .fee : .usage,
      isUnpriced ? nil : isCredit ? try? .zero - amount : amount,
      native: isUnpriced ? Money(amount, number % 2 == 0 ? "helius:credit" : "EUR") : nil,
      requests: number % 4 == 1 ? FixedDecimal(number) : nil
    )
  }

  /// Rules that take everything in many ways, in one order.
  private static let policies = [
    "",
    "rule { 'own', to = 'app' }",
    "rule { 'own', to = 'app' }, rule { 'three', even = { 'Scout', 'Shop', 'Wallet' } }",
    """
    rule { 'own', match = { source = 'puter-main' }, to = 'app' },
    rule { 'follows', match = { source = 'helius' }, by = { measure = 'requests' } },
    rule { 'odd', weights = { Shop = 1/3, Wallet = 0.1, Scout = 7 } }
    """,
    """
    rule { 'one', by = metrics.load('users'), otherwise = { percent = { Platform = 99.99, Shop = 0.01 } } },
    rule { 'two', step = 2, match = { target = 'Platform' }, weights = { Wallet = 2, Scout = 1 } },
    rule { 'three', step = 3, match = { target = { 'Scout', 'Wallet' }, source = 'helius' }, even = { 'Shop' } }
    """,
    """
    rule { 'fixed', match = { source = 'notte-main', charge = 'usage' },
      amount = { Scout = money '1.000000000001 USD', Shop = money '0.3 USD' }, even = { 'Shop', 'Wallet', 'Platform' } },
    rule { 'some', match = function(cell) return cell.cost and cell.cost > money('2 USD') end, to = 'Shop' },
    rule { 'rest', with = function(cell, targets)
      local weights = {}
      for place, name in ipairs(targets) do weights[name] = place / 7 end
      return weights
    end }
    """,
  ]

  /// What records add up to by day and currency.
  private static func sums(_ records: [UsageRecord]) throws -> [String: FixedDecimal] {
    var sums: [String: FixedDecimal] = [:]
    for record in records {
      guard
        let money = record.effective.map({ Money($0, "USD") }) ?? record.native
      else { continue }
      let key = "\(record.day) \(money.currency)"
      sums[key] = try (sums[key] ?? 0) + money.amount
    }
    return sums
  }

  @Test(arguments: policies)
  func `every day and currency keeps its total`(rules: String) async throws {
    let script = """
      local shares = allocation.policy { \(rules) }:apply { dims = { 'service' } }
      local sums = {}
      for _, share in ipairs(shares:explain()) do
        local amount = share.amount
        if not share.passed_on and type(amount) ~= 'number' then
          local key = tostring(share.day) .. ' ' .. amount.currency
          sums[key] = (sums[key] or 0) + amount
        end
      end
      for key, sum in pairs(sums) do print(key, (sum.text:gsub(' .*', ''))) end
      """
    let lines = try await SharedUsage.printed(script, Self.records)
      .filter { !$0.hasPrefix("warning: ") }
    var found: [String: FixedDecimal] = [:]
    for line in lines {
      let parts = line.split(separator: "\t").map(String.init)
      found[try #require(parts.first)] = FixedDecimal(try #require(parts.last))
    }
    let expected = try Self.sums(Self.records)
    #expect(expected.count > 20)
    #expect(Self.records.contains { $0.effective?.isNegative == true })
    #expect(found == expected)
  }

  @Test(arguments: policies)
  func `the frame has the totals of the usage, by day and by source`(rules: String) async throws {
    let script = """
      local shares = allocation.policy { \(rules) }:apply {}
      local usage = usage.load {}
      local function told(frame, dim)
        local lines = {}
        for row in frame:by(dim):sort(dim, 'asc'):rows() do
          lines[#lines + 1] = table.concat({ tostring(row[dim]), row.cost and row.cost.text or '–', tostring(row.requests) }, ' ')
        end
        return table.concat(lines, '; ')
      end
      for _, dim in ipairs { 'day', 'source', 'charge' } do
        print(told(shares, dim) == told(usage, dim), #told(usage, dim) > 50)
      end
      print(shares.cost == usage.cost, shares.requests == usage.requests)
      for place, left in ipairs(usage:unpriced()) do
        print(left.unit, left.quantity == shares:unpriced()[place].quantity)
      end
      """
    #expect(
      try await SharedUsage.printed(script, Self.records).filter { !$0.hasPrefix("warning: ") } == [
        "true\ttrue", "true\ttrue", "true\ttrue", "true\ttrue", "EUR\ttrue", "helius:credit\ttrue",
      ]
    )
  }

  @Test(arguments: policies)
  func `neither the order of the records nor how they are cut matters`(rules: String) async throws {
    func ledger(_ records: [UsageRecord]) async throws -> [String] {
      try await SharedUsage.printed(
        """
        local shares = allocation.policy { \(rules) }:apply { dims = { 'service' } }
        for _, s in ipairs(shares:explain()) do
          print(s.day, s.source, s.charge, s.step, s.from, s.rule, s.target, s.ratio,
            type(s.amount) == 'number' and s.amount or s.amount.text, s.passed_on)
        end
        for _, warning in ipairs(shares.warnings) do print(warning) end
        """,
        records
      )
    }
    let whole = try await ledger(Self.records)
    #expect(whole.count > 100)
    #expect(try await ledger(Self.records.reversed()) == whole)
    let cut = try Self.records.flatMap { record -> [UsageRecord] in
      var (first, second) = (record, record)
      let part = FixedDecimal(units: 333)
      if let cost = record.effective {
        (first.effective, second.effective) = (part, try cost - part)
      } else if let native = record.native {
        first.native = Money(part, native.currency)
        second.native = Money(try native.amount - part, native.currency)
      }
      if let requests = record.requests {
        (first.requests, second.requests) = (requests, 0)
      }
      return [second, first]
    }
    #expect(try await ledger(cut) == whole)
  }

  @Test func `the ratios of a cell sum to one, and a remainder is a last digit`() async throws {
    let script = """
      local shares = allocation.policy { \(Self.policies[2]) }:apply { dims = { 'service', 'app' } }
      local last, sum, whole, cells = '1', 0, 0, 0
      for _, s in ipairs(shares:explain()) do
        if s.rule == 'own' then
          assert(s.ratio == 1 and s.amount == s.whole and s.weight == s.total_weight)
        else
          assert(s.method == 'even' and s.weight == 1 and s.total_weight == 3)
          if s.target == 'Scout' then sum, whole = 0, 0 end
          sum = sum + math.tointeger(s.ratio * 1000000000000 // 1)
          whole = whole + s.amount
          assert(s.remainder.is_zero or s.remainder.text:find('^%-?0%.000000000001 '), s.remainder.text)
          if s.target == 'Wallet' then
            assert(math.abs(sum - 1000000000000) <= 3, sum)
            assert(whole == s.whole, whole.text)
            cells = cells + 1
          end
        end
      end
      print(cells > 10)
      """
    let records = Self.records.filter { $0.effective != nil || $0.native != nil }
    #expect(try await SharedUsage.printed(script, records) == ["true"])
  }

  @Test func `ratios are told to the twelfth decimal`() async throws {
    let script = """
      local shares = allocation.policy { rule { 'r', even = { 'Scout', 'Shop', 'Wallet' } } }
        :apply { where = { source = 'helius' } }
      for place, s in ipairs(shares:explain()) do
        if place <= 3 then print(s.target, string.format('%.12f', s.ratio), s.amount.text, s.remainder.text) end
      end
      """
    #expect(
      try await SharedUsage.printed(script) == [
        "Scout\t0.333333333334\t3.333333333334 USD\t0.000000000001 USD",
        "Shop\t0.333333333333\t3.333333333333 USD\t0 USD",
        "Wallet\t0.333333333333\t3.333333333333 USD\t0 USD",
      ]
    )
  }
}
