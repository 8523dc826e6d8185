import ReportScripting
import Testing
import UsageModel

struct ForecastTests {
  private func printed(
    _ script: String,
    _ records: [UsageRecord] = YearOfUsage.records()
  ) async throws -> [String] {
    try await ReportScriptingTests.printed(YearOfUsage.input(script, records))
  }

  private func reason(
    _ script: String,
    _ records: [UsageRecord] = YearOfUsage.records()
  ) async -> String? {
    await ReportScriptingTests.reason(YearOfUsage.input(script, records))
  }

  @Test func `a month that repeats itself ends where it always does, with its fee once`()
    async throws
  {
    // Twenty days are known: fourteen or fifteen of 400 USD, the others of 160 USD.
    let script = """
      local o = forecast.period { period = period.month() }
      local known = usage.load { period = period.month() }.cost
      local rest = money("0 USD")
      for _, d in ipairs(o.path) do rest = rest + d.expected end
      print(o.spent == known, o.method, o.reason, #o.path, o.path[1].day)
      local off = (o.expected - known - rest).amount
      print(off > -0.001 and off < 0.001)
      -- 20 days are over; of the ten to come each repeats one of the weeks before.
      local same = usage.load { period = period("2026-10-24..2026-11-02") }
      local usual = same:where { charge = "usage" }.cost
      print((o.expected - known) / usual > 0.97, (o.expected - known) / usual < 1.03)
      print(o.range80.low <= o.expected, o.range95.low <= o.range80.low, o.range95.high >= o.range80.high)
      """
    #expect(
      try await printed(script) == [
        "true\tauto\tnil\t10\t2026-11-21", "true", "true\ttrue", "true\ttrue\ttrue",
      ]
    )
  }

  @Test func `fees to come are added on their day, and are not usage`() async throws {
    let script = """
      local o = forecast.period { period = period("2026-12") }
      print(#o.path, o.path[1].day, o.path[31].day, o.spent)
      local days = money("0 USD")
      for _, d in ipairs(o.path) do days = days + d.expected end
      local off = (o.expected - days).amount
      print(off > -0.001 and off < 0.001, o.path[1].expected - o.path[8].expected > money("40 USD"))
      local w = forecast.period { period = period("2026-12"), where = { source = "helius" } }
      print(w.expected, w.path[1].expected, w.path[2].expected)
      """
    #expect(
      try await printed(script) == [
        "31\t2026-12-01\t2026-12-31\tnil", "true\ttrue", "$49.00\t$49.00\t$0.00",
      ]
    )
  }

  @Test func `a period that is over is what it was`() async throws {
    let script = """
      local o = forecast.period { period = period("2026-10") }
      print(o.expected == usage.load { period = period("2026-10") }.cost, #o.path)
      local f = o:figure("October")
      print(f[1], f.range, f.note)
      """
    #expect(try await printed(script) == ["true\t0", "October\tnil\tnil"])
  }

  @Test func `a filter forecasts its own usage, and the parts come to the whole`() async throws {
    let script = """
      local all = forecast.period { where = { provider = "puter" } }.expected
      local shop = forecast.period { where = { app = "Shop" } }.expected
      local wallet = forecast.period { where = { app = "Wallet" } }.expected
      local off = ((shop + wallet) - all) / all
      print(off > -0.01, off < 0.01, shop > wallet)
      """
    #expect(try await printed(script) == ["true\ttrue\ttrue"])
  }

  @Test func `an event scales usage of what it names, and can be left out again`() async throws {
    let script = """
      local function launch(options)
        return forecast.event { "Launch", since = "2026-11-23", days = 2, factor = 2, where = options }
      end
      local plain = forecast.period().expected
      local o = forecast.period { events = { launch() } }
      local days = o.path[3].expected + o.path[4].expected
      local before = o:without("Launch")
      local gained = o.expected - before.expected
      print(before.expected == plain, gained / days > 0.45, gained / days < 0.55)
      local part = forecast.period { events = { launch { app = "Wallet" } } }
      local share = (part.expected - plain) / gained
      print(share > 0.2, share < 0.3)
      local sum = forecast.event { "Ads", since = "2026-11-22", days = 3, amount = money("90 USD") }
      print(((forecast.period { events = { sum } }).expected - plain).text)
      """
    #expect(try await printed(script) == ["true\ttrue\ttrue", "true\ttrue", "90 USD"])
  }

  @Test func `chances and days agree with the ranges`() async throws {
    let noisy = YearOfUsage.records { day, _, usual in
      usual + day.daysSince1970 * 7919 % 37
    }
    let script = """
      local o = forecast.period()
      local inside = o:chance_above(o.range80.low) - o:chance_above(o.range80.high)
      print(inside > 0.7 and inside < 0.9, o:chance_above(o.spent - money("1 USD")))
      print(o:chance_above(o.expected * 10), o:day_reaching(o.spent).is_reached)
      local day = o:day_reaching(o.expected)
      print(day.is_reached, day.early ~= nil, o:day_reaching(o.expected * 10).likely)
      """
    #expect(
      try await printed(script, noisy) == ["true\t1.0", "0.0\ttrue", "false\ttrue\tnil"]
    )
  }

  @Test func `with too little history it says what it needs and gives the run rate`() async throws {
    let short = YearOfUsage.records().filter { $0.day >= day("2026-11-11") && $0.charge == .usage }
    let script = """
      local o = forecast.period()
      print(o.method, o.reason)
      print(o.expected, o.range80, o:chance_above(money("1 USD")), o:day_reaching(money("1 USD")))
      local f = o:figure("Expected")
      print(#f, f.note == o.reason)
      return report.new { title = "T" }:figures { f }
      """
    let lines = try await printed(script, short)
    #expect(
      lines.first
        == "run_rate\ta forecast of 10 days needs 21 known days of history, and there are 10; "
        + "this is the run rate of 10 days instead"
    )
    #expect(lines.dropFirst().first?.hasSuffix("\tnil\tnil\tnil") == true)
    #expect(lines.last == "1\ttrue")
  }

  @Test func `plain numbers are forecast too, and gaps are false`() async throws {
    let script = """
      local days = {}
      for i = 1, 60 do days[i] = i % 10 == 0 and false or 100 end
      local o = forecast.series(days, { horizon = 5, level = { 50 } })
      print(o.expected, o.range80, o.period, o.path[5].day, o.path[5].total, o:chance_above(499.9))
      print(forecast.series(usage.load { period = period("2026") }:daily(), { horizon = 7 }).expected)
      """
    let lines = try await printed(script)
    #expect(lines.first == "500.0\tnil\tnil\t5\t500.0\t1.0")
    #expect(lines.last?.hasPrefix("$") == true)
  }

  @Test func `a function is a method, and its mistakes have their line`() async throws {
    let script = """
      local o = forecast.period { method = function(values, days)
        local path = {}
        for i = 1, days do path[i] = 7 end
        return path
      end }
      print(o.method, (o.expected - o.spent).text)
      """
    #expect(try await printed(script) == ["custom\t70 USD"])
    #expect(
      await reason("forecast.period { method = function() return 1 end }")
        == "forecast.period: option \"method\": the function returned 1; expected a list with an amount "
        + "for each day"
    )
    #expect(
      await reason("forecast.period { method = function() return { 1 } end }")
        == "forecast.period: option \"method\": the forecast method \"custom\" was asked for 28 days and "
        + "gave 1; it has to give one number for each"
    )
    #expect(
      await reason("forecast.period { method = function()\nerror('no idea') end }") == "no idea"
    )
  }

  @Test(arguments: [
    (
      "forecast.period { method = 'etss' }",
      "forecast.period: option \"method\": unknown forecast method \"etss\"; did you mean \"ets\"?"
    ),
    (
      "forecast.period { level = { 0 } }",
      "forecast.period: option \"level\": entry 1: expected a whole number from 1 to 99, got 0"
    ),
    (
      "forecast.period { events = { 1 } }",
      "forecast.period: option \"events\": entry 1: expected an event from forecast.event, got 1"
    ),
    (
      "forecast.period():chance_above(5)",
      "outlook:chance_above: argument 1 (amount): expected an amount of money, got 5"
    ),
    (
      "forecast.period():day_reaching(money('5 EUR'))",
      "outlook:day_reaching: argument 1 (amount): the forecast is in USD, and this is in EUR"
    ),
    (
      "forecast.period():without('Lunch')",
      "outlook:without: the forecast has no event \"Lunch\""
    ),
    (
      "forecast.series({ 1, 'a' }, { horizon = 3 })",
      "forecast.series: argument 1 (values): entry 2: expected a number, or false for a gap, got \"a\""
    ),
    (
      "forecast.series({ 1 }, { horizon = 0 })",
      "forecast.series: option \"horizon\": expected a whole number from 1 to 1000, got 0"
    ),
    (
      "forecast.event { 'E', since = 'soon', days = 1, factor = 2 }",
      "forecast.event: option \"since\": expected a day such as 2026-11-25, got \"soon\""
    ),
    (
      "forecast.event { 'E', since = '2026-11-25', days = 1 }",
      "forecast.event: an event has a factor or an amount"
    ),
    (
      "forecast.event { 'E', since = '2026-11-25', days = 1, factor = { 3, 2 } }",
      "forecast.event: option \"factor\": expected a value, or a range such as { low, high }"
    ),
  ])
  func `a mistake says what was expected`(script: String, text: String) async {
    #expect(await reason(script) == text)
  }

  @Test func `unusual days are told with what made them`() async throws {
    let burst = YearOfUsage.records { day, app, usual in
      usual + (day == ReportScriptingTests.day("2026-11-12") && app == "Wallet" ? 900 : 0)
    }
    let script = """
      for _, a in ipairs(usage.anomalies()) do
        print(a.day, a.cost, a.expected, a.change, a.source, a.app, a.part > 0.9, a.score > 3.5)
      end
      print(#usage.anomalies { where = { app = "Shop" } }, #usage.anomalies { period = period("2026-10") })
      """
    let lines = try await printed(script, burst)
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("2026-11-12\t") == true)
    #expect(lines.first?.hasSuffix("\tputer-main\tWallet\ttrue\ttrue") == true)
    #expect(lines.last == "0\t0")
  }
}
