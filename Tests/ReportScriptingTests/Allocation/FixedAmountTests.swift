import ReportScripting
import Testing
import UsageModel

/// Fixed amounts by app, for each billing window.
struct FixedAmountTests {
  private func shares(
    _ method: String,
    _ records: [UsageRecord] = SharedUsage.threeDays,
    asOf: String = "2026-12-01T06:00:00Z",
    query: String = ""
  ) async throws -> String {
    try await SharedUsage.shares(
      "rule { 'r', match = { source = 'helius' }, \(method) }",
      records,
      asOf: asOf,
      query: query
    )
  }

  @Test(arguments: [
    ("amount = { Wallet = money '12 USD' }, to = 'Shop'", "Shop 18, Wallet 12"),
    ("amount = { Wallet = money '12 USD' }, even = { 'Shop', 'Wallet' }", "Shop 9, Wallet 21"),
    (
      "amount = { Wallet = money '12 USD', Scout = money '3 USD' }, by = 'requests', otherwise = 'even'",
      "Scout 3, Shop 8.75, Wallet 18.25"
    ),
    (
      "amount = { Wallet = money '12 USD' }, with = function() return { Shop = 1 } end",
      "Shop 18, Wallet 12"
    ),
    ("amount = { Wallet = money '12 USD' }, percent = { Shop = 100 }", "Shop 18, Wallet 12"),
    ("amount = { Wallet = money '12 USD' }", "(unallocated) 18, Wallet 12"),
    ("amount = { Wallet = money '30 USD' }", "Wallet 30"),
    ("amount = { Wallet = money '0 USD' }, to = 'Shop'", "Shop 30"),
  ])
  func `amounts come first, and a second method divides the rest`(
    method: String,
    expected: String
  ) async throws {
    #expect(try await shares(method) == expected)
  }

  @Test func `a running window counts the days that are over`() async throws {
    // Ten of the thirty days of November.
    let method = "amount = { Wallet = money '12 USD' }, to = 'Shop'"
    #expect(try await shares(method, asOf: "2026-11-11T06:00:00Z") == "Shop 26, Wallet 4")
    // So they do when the report is about some days only.
    #expect(
      try await shares(method, query: "period = period('2026-11-01..2026-11-15')")
        == "Shop 24, Wallet 6"
    )
  }

  @Test func `each billing window of a source has its own amounts`() async throws {
    // A window of ten days before 11 November, and one of twenty after it.
    let windows = try ["2026-11-01", "2026-11-11", "2026-12-01"].map { text in
      try #require(Timestamp(rfc3339: "\(text)T00:00:00Z"))
    }
    let records = [("2026-11-02", 0), ("2026-11-12", 1)].map { day, place in
      SharedUsage.record(
        day,
        "helius",
        30,
        window: BillingWindow(start: windows[place], stop: windows[place + 1], basis: .stated)
      )
    }
    #expect(
      try await shares("amount = { Wallet = money '12 USD' }, to = 'Shop'", records)
        == "Shop 36, Wallet 24"
    )
    // Of the second window there are ten of twenty days.
    #expect(
      try await shares(
        "amount = { Wallet = money '12 USD' }, to = 'Shop'",
        records,
        asOf: "2026-11-21T06:00:00Z"
      ) == "Shop 42, Wallet 18"
    )
  }

  @Test func `amounts may be in credits that nothing prices`() async throws {
    let records = ["2026-11-01", "2026-11-02"].map {
      SharedUsage.record($0, "helius", native: Money(50, "helius:credit"))
    }
    let script = """
      local shares = allocation.policy {
        rule { 'r', amount = { Wallet = money '30 helius:credit' }, to = 'Shop' },
      }:apply {}
      for _, target in ipairs { 'Shop', 'Wallet' } do
        for _, left in ipairs(shares:where { target = target }:unpriced()) do
          print(target, left.quantity, left.unit)
        end
      end
      """
    #expect(
      try await SharedUsage.printed(script, records)
        == ["Shop\t70\thelius:credit", "Wallet\t30\thelius:credit"]
    )
  }

  @Test func `more than the cost of the window is an error`() async throws {
    #expect(
      await SharedUsage.reason(
        "allocation.policy { rule { 'r', match = { source = 'helius' }, amount = { Wallet = money '30.01 USD' } } }:apply {}"
      )
        == "policy:apply: test.lua:1: rule \"r\": its amounts come to 30.01 USD in the billing window "
        + "November 2026 of helius, as far as the period covers it, and the rule takes 30 USD there; "
        + "lower the amounts, or let the rule take more"
    )
  }

  @Test func `a stretch before that the amounts do not fit has no shares, and ends nothing`()
    async throws
  {
    let earlier = [SharedUsage.record("2026-10-01", "helius", 1)]
    let script = """
      local shares = allocation.policy {
        rule { 'r', match = { source = 'helius' }, amount = { Wallet = money '12 USD' }, to = 'Shop' },
        rule { 'own', to = 'app' },
      }:apply {}
      for row in shares:by('target'):rows() do print(row.target, row.cost, row.before) end
      """
    #expect(
      try await SharedUsage.printed(script, SharedUsage.threeDays + earlier)
        == ["Shop\t$29.00\tnil", "Wallet\t$16.00\tnil"]
    )
  }
}
