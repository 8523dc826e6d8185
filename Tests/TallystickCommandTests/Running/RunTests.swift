import Foundation
import ProviderSimulator
import Tallystick
import TestSupport
import Testing
import UsageModel
import UsageStore

/// `tally run`, as cron calls it.
struct RunTests {
  private static let now = "2026-11-21T06:00:00Z"

  /// A folder with one platform's account, and one report.
  private func folder(
    at moment: String = now,
    _ settings: String = ""
  ) async throws -> SimulatedAccounts {
    let accounts = try await SimulatedAccounts.make(at: moment)
    let url = await accounts.simulator.baseURL(for: "shoal")
    let text = """
      currency: USD
      sources:
        - { name: shoal, provider: shoal, base_url: \(url), api_key: { file: secrets/shoal }, fetch: { tries: 1 } }
      rates:
        - { unit: "shoal:credit", price: 0.012 USD, since: 2025-01-01 }
      reports:
        - { script: Scripts/spend.lua }
      \(settings)
      """
    try accounts.folder.write(text, to: "tallystick.yaml")
    try accounts.folder.write(Self.report, to: "Scripts/spend.lua")
    return accounts
  }

  private static let report = """
    local month = period.month()
    local r = report.new { title = "Spend in " .. month.label }
    r:text("It is " .. tostring(usage.load { period = month }.cost) .. ".")
    return r
    """

  private func run(
    _ accounts: SimulatedAccounts,
    at moment: String = now,
    _ options: String...
  ) async throws -> TallyProcess {
    await accounts.simulator.setNow(Timestamp(rfc3339: moment) ?? Timestamp(seconds: 0))
    return try await TallyProcess.run(
      ["run", "--now", moment] + options,
      in: accounts.folder.path
    )
  }

  @Test func `it is silent when all is well, and says what it does when asked`() async throws {
    let accounts = try await folder()
    for _ in 1...2 {
      let run = try await run(accounts)
      #expect(run.status == 0)
      #expect(run.output == "" && run.messages == "")
    }
    #expect(try accounts.folder.text(of: "Reports/spend/2026-11.md").contains("Spend in November"))
    let talkative = try await run(accounts, at: Self.now, "-v")
    #expect(talkative.messages.contains("info: shoal: unchanged\n"))
    let json = try await run(accounts, at: Self.now, "-v", "--log-format", "json")
    for line in json.messages.split(separator: "\n") {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
    await accounts.simulator.stop()
  }

  @Test func `a source that fails is told once it is stale, once, and once it works again`()
    async throws
  {
    let accounts = try await folder()
    #expect(try await run(accounts).status == 0)
    await accounts.simulator.setFault(.status(503), for: "shoal")
    let early = try await run(accounts, at: "2026-11-22T05:00:00Z")
    #expect(early.status == 3)
    #expect(early.messages == "")
    let late = try await run(accounts, at: "2026-11-22T09:00:00Z")
    #expect(late.status == 3)
    #expect(late.messages.hasPrefix("source shoal: shoal: "))
    #expect(late.messages.split(separator: "\n").count == 1)
    #expect(late.messages.contains("503"))
    let again = try await run(accounts, at: "2026-11-22T10:00:00Z")
    #expect(again.status == 3)
    #expect(again.messages == "")
    await accounts.simulator.setFault(nil, for: "shoal")
    let well = try await run(accounts, at: "2026-11-22T11:00:00Z")
    #expect(well.status == 0)
    #expect(
      well.messages == "source shoal: works again; it did not since 2026-11-22T09:00:00Z\n"
    )
    #expect(try await run(accounts, at: "2026-11-22T12:00:00Z").messages == "")
    await accounts.simulator.stop()
  }

  @Test func `a script that breaks is told once, the other reports are made, and the status is 4`()
    async throws
  {
    let accounts = try await folder()
    try accounts.folder.write(
      try accounts.folder.text(of: "tallystick.yaml")
        .replacing("reports:\n", with: "reports:\n  - { script: Scripts/broken.lua }\n"),
      to: "tallystick.yaml"
    )
    try accounts.folder.write("return nothing.at.all", to: "Scripts/broken.lua")
    let broken = try await run(accounts)
    #expect(broken.status == 4)
    #expect(broken.messages.hasPrefix("report broken: Scripts/broken.lua:1: "))
    #expect(try accounts.folder.text(of: "Reports/spend/2026-11.md") != "")
    let again = try await run(accounts)
    #expect(again.status == 4)
    #expect(again.messages == "")
    try accounts.folder.write(Self.report, to: "Scripts/broken.lua")
    let mended = try await run(accounts)
    #expect(mended.status == 0)
    #expect(mended.messages.hasPrefix("report broken: works again"))
    await accounts.simulator.stop()
  }

  @Test func `a threshold is told once, and a breached budget has status 5 only where asked for`()
    async throws
  {
    let accounts = try await folder(
      "budgets: [ { name: all, limit: 1 USD, warn_at: [50%, 100%] } ]"
    )
    let first = try await run(accounts)
    #expect(first.status == 0)
    #expect(
      first.messages.split(separator: "\n").map { $0.prefix { $0 != "," && $0 != ":" } }
        == ["budget all", "budget all"]
    )
    #expect(first.messages.contains("budget all: 50% is reached in November 2026, with "))
    let second = try await run(accounts, at: "2026-11-21T07:00:00Z", "--fail-on", "breach")
    #expect(second.status == 5)
    #expect(second.messages == "fail_on: budgets over: all\n")
    let third = try await run(accounts, at: "2026-11-21T08:00:00Z", "--fail-on", "breach")
    #expect(third.status == 5)
    #expect(third.messages == "")
    await accounts.simulator.stop()
  }

  @Test func `a month that is over is written once more, and again only where its data changed`()
    async throws
  {
    let accounts = try await folder(at: "2026-10-31T23:00:00Z")
    #expect(try await run(accounts, at: "2026-10-31T23:00:00Z").status == 0)
    let running = try accounts.folder.text(of: "Reports/spend/2026-10.md")
    #expect(try await run(accounts, at: "2026-11-01T06:00:00Z").status == 0)
    let final = try accounts.folder.text(of: "Reports/spend/2026-10.md")
    #expect(final != running)
    #expect(!final.contains("Restated"))
    #expect(try await run(accounts, at: "2026-11-02T06:00:00Z").status == 0)
    #expect(try accounts.folder.text(of: "Reports/spend/2026-10.md") == final)
    // What a rate says changes what a month cost.
    let text = try accounts.folder.text(of: "tallystick.yaml")
    try accounts.folder.write(text.replacing("0.012", with: "0.013"), to: "tallystick.yaml")
    #expect(try await run(accounts, at: "2026-11-03T06:00:00Z").status == 0)
    let restated = try accounts.folder.text(of: "Reports/spend/2026-10.md")
    #expect(restated.contains("**Restated.** Data of October 2026 have changed since"))
    #expect(try await run(accounts, at: "2026-11-04T06:00:00Z").status == 0)
    #expect(try accounts.folder.text(of: "Reports/spend/2026-10.md") == restated)
    await accounts.simulator.stop()
  }

  @Test func `only one run is at work, and the other one says who`() async throws {
    let accounts = try await folder()
    let now = try #require(Timestamp(rfc3339: Self.now))
    let lock = try RunLock(of: "\(accounts.folder.path)/tallystick.sqlite", at: now)
    let second = try await run(accounts)
    #expect(second.status == 75)
    #expect(
      second.messages
        == "another run is at work: process \(getpid()) on \(ProcessInfo.processInfo.hostName), since "
        + "2026-11-21T06:00:00Z; try again later, or wait for it with `--wait 10m`\n"
    )
    withExtendedLifetime(lock) {}
    await accounts.simulator.stop()
  }

  @Test func `a run that was killed holds no lock, and the next one does all`() async throws {
    let accounts = try await folder()
    await accounts.simulator.setFault(.slow(by: .seconds(600)), for: "shoal")
    let killed = try StartedTally(["run", "--now", Self.now], in: accounts.folder.path)
    // It holds the lock while it waits for the platform.
    while FileManager.default.contents(atPath: "\(accounts.folder.path)/tallystick.sqlite.lock")?
      .isEmpty ?? true
    { try await Task.sleep(for: .milliseconds(20)) }
    #expect(try await run(accounts).status == 75)
    killed.kill()
    _ = try await killed.wait()
    await accounts.simulator.setFault(nil, for: "shoal")
    let next = try await run(accounts)
    #expect(next.status == 0, "\(next.messages)")
    #expect(try accounts.folder.text(of: "Reports/spend/2026-11.md") != "")
    let runs = try SQLiteStore(reading: "\(accounts.folder.path)/tallystick.sqlite").lastRuns(5)
    #expect(runs.first?.status == 0)
    await accounts.simulator.stop()
  }

  @Test
  func `an output folder that cannot be written has status 7, is told once, and nothing is lost`()
    async throws
  {
    let accounts = try await folder()
    try accounts.folder.write("in the way", to: "Reports")
    let first = try await run(accounts)
    #expect(first.status == 7)
    #expect(first.messages.hasPrefix("output: "))
    #expect(try await run(accounts).messages == "")
    try FileManager.default.removeItem(atPath: "\(accounts.folder.path)/Reports")
    let well = try await run(accounts)
    #expect(well.status == 0)
    #expect(well.messages.hasPrefix("output: works again"))
    await accounts.simulator.stop()
  }

  @Test func `a mail is sent once, and a command that fails has status 7 until it works`()
    async throws
  {
    let accounts = try await folder(
      """
      budgets: [ { name: all, limit: 1 USD, warn_at: [100%] } ]
      notify: [ { email: finance@example.com, command: [./mail.sh] } ]
      hooks: { after_reports: "echo ran >> hook.txt" }
      """
    )
    try accounts.folder.write("#!/bin/sh\nexit 1\n", to: "mail.sh", mode: 0o755)
    let failed = try await run(accounts)
    #expect(failed.status == 7)
    #expect(failed.messages.contains("budget all: 100% is reached"))
    #expect(failed.messages.contains("notification email finance@example.com: "))
    try accounts.folder.write(
      "#!/bin/sh\ncat > mail.$(date +%s%N)\n",
      to: "mail.sh",
      mode: 0o755
    )
    for hour in 7...8 {
      #expect(try await run(accounts, at: "2026-11-21T0\(hour):00:00Z").status == 0)
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: accounts.folder.path)
    let mails = try files.filter { $0.hasPrefix("mail.") && $0 != "mail.sh" }
      .map { try accounts.folder.text(of: $0) }
    #expect(mails.filter { $0.contains("100% is reached in November 2026, with ") }.count == 1)
    #expect(try accounts.folder.text(of: "hook.txt") == "ran\nran\nran\n")
    await accounts.simulator.stop()
  }

  @Test func `what somebody could not be told reaches them later, also where it is past by then`()
    async throws
  {
    let accounts = try await folder(
      """
      budgets: [ { name: all, limit: 1 USD, warn_at: [100%] } ]
      notify: [ { email: finance@example.com, command: [./mail.sh] } ]
      """
    )
    try accounts.folder.write("#!/bin/sh\nexit 1\n", to: "mail.sh", mode: 0o755)
    #expect(try await run(accounts).status == 7)
    let text = try accounts.folder.text(of: "tallystick.yaml")
    try accounts.folder.write(
      text.replacing("limit: 1 USD", with: "limit: 100000 USD"),
      to: "tallystick.yaml"
    )
    try accounts.folder.write("#!/bin/sh\ncat >> mails\n", to: "mail.sh", mode: 0o755)
    for hour in 7...8 {
      #expect(try await run(accounts, at: "2026-11-21T0\(hour):00:00Z").status == 0)
    }
    let mails = try accounts.folder.text(of: "mails")
    #expect(mails.components(separatedBy: "100% is reached in November 2026").count == 2)
    await accounts.simulator.stop()
  }

  @Test func `what is no longer configured is forgotten without a word`() async throws {
    let accounts = try await folder("hooks: { after_reports: \"exit 3\" }")
    let failed = try await run(accounts)
    #expect(failed.status == 7)
    #expect(failed.messages.hasPrefix("hook after_reports: "))
    let text = try accounts.folder.text(of: "tallystick.yaml")
    try accounts.folder.write(
      text.replacing("hooks: { after_reports: \"exit 3\" }", with: ""),
      to: "tallystick.yaml"
    )
    let run = try await run(accounts)
    #expect(run.status == 0)
    #expect(run.messages == "")
    await accounts.simulator.stop()
  }

  @Test func `reports of one script whose names are numbers are of the month`() async throws {
    let accounts = try await folder(at: "2026-10-20T06:00:00Z")
    try accounts.folder.write(
      """
      return report.each({ { key = "10" }, { key = "20" } }, function(t)
        return report.new { title = t.key, file = t.key }
      end)
      """,
      to: "Scripts/spend.lua"
    )
    #expect(try await run(accounts, at: "2026-10-20T06:00:00Z").status == 0)
    #expect(try await run(accounts, at: "2026-11-21T06:00:00Z").status == 0)
    let files = try FileManager.default
      .contentsOfDirectory(atPath: "\(accounts.folder.path)/Reports/spend").sorted()
    #expect(
      files.filter { $0.hasSuffix(".md") } == [
        "2026-10-10.md", "2026-10-20.md", "2026-11-10.md", "2026-11-20.md",
      ]
    )
    await accounts.simulator.stop()
  }

  @Test func `without a source it says so`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("currency: USD\n", to: "tallystick.yaml")
    let run = try await TallyProcess.run(["run"], in: folder.path)
    #expect(run.status == 2)
    #expect(run.messages == "tallystick.yaml: no source is configured; add one to `sources:`\n")
  }
}
