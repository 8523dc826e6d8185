import ProviderSimulator
import Testing
import UsageModel
import UsageStore

/// The forecasts that `tally report` keeps.
struct ShownForecastTests {
  private static let now = "2026-11-21T06:00:00Z"
  private static let question = "month effective USD auto, source in [\"shoal\"]"

  /// A folder with a priced history of one platform, and a script that forecasts.
  private func folder() async throws -> SimulatedAccounts {
    let accounts = try await SimulatedAccounts.make(at: "2026-10-01T00:00:00Z")
    for day in ["10-01", "10-08", "10-15", "10-22", "10-29", "11-05", "11-12", "11-19", "11-21"] {
      let moment = "2026-\(day)T05:00:00Z"
      await accounts.simulator.setNow(try #require(Timestamp(rfc3339: moment)))
      let fetch = try await accounts.tally("fetch", "shoal", "-q", "--now", moment)
      try #require(fetch.status == 0, "\(fetch.messages)")
    }
    await accounts.simulator.stop()
    try accounts.folder.write(
      """
      local o = forecast.period { where = { source = "shoal" } }
      local r = report.new { title = "Outlook" }
      r:figures { o:figure("Expected") }
      r:text("Record of " .. (o.record and o.record.count or 0) .. ".")
      return r
      """,
      to: "Scripts/outlook.lua"
    )
    return accounts
  }

  private func kept(_ accounts: SimulatedAccounts) throws -> [ShownForecast] {
    try SQLiteStore(reading: "\(accounts.folder.path)/tallystick.sqlite")
      .forecasts(of: Self.question, asOf: Timestamp(seconds: 1_900_000_000))
  }

  @Test func `forecasts are kept once the report is written, and the same run never reads them`()
    async throws
  {
    let accounts = try await folder()
    let shown = try await accounts.tally(
      "report",
      "outlook",
      "--stdout",
      "--format",
      "markdown",
      "--now",
      Self.now
    )
    #expect(shown.status == 0, "\(shown.messages)")
    #expect(try kept(accounts) == [])
    var texts: [String] = []
    for _ in 1...2 {
      let run = try await accounts.tally("report", "outlook", "-q", "--now", Self.now)
      #expect(run.status == 0, "\(run.messages)")
      texts.append(try accounts.folder.text(of: "Reports/outlook/2026-11.md"))
    }
    #expect(texts == [shown.output, shown.output])
    #expect(shown.output.contains("Record of 0."))
    let forecasts = try kept(accounts)
    #expect(forecasts.map(\.madeOn.description) == ["2026-11-21"])
    #expect(forecasts.first?.days == Period("2026-11")?.days)
  }

  @Test func `a report that cannot be written leaves no forecast`()
    async throws
  {
    let accounts = try await folder()
    try accounts.folder.write("in the way", to: "Reports")
    let failed = try await accounts.tally("report", "outlook", "--now", Self.now)
    #expect(failed.status == 7)
    #expect(try kept(accounts) == [])
  }
}
