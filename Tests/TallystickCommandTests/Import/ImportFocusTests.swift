import Foundation
import Testing

/// `tally import focus`, as a person or cron runs it.
struct ImportFocusTests {
  private static let header =
    "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,"
    + "ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory,ProviderName,BillingAccountId,"
    + "ChargeFrequency,Tags,x_Team\n"
  private static let october = "2026-10-01T00:00:00Z,2026-11-01T00:00:00Z"

  /// A file with a fee of the month and usage of one day.
  private static let file =
    header
    + "31,31,USD,\(october),\(october),Purchase,Support,Other,Example Cloud,42,Recurring,,web\n"
    + "1.5,1.25,USD,\(october),2026-10-02T00:00:00Z,2026-10-03T00:00:00Z,Usage,Disk,Storage,Example Cloud,42,"
    + "Usage-Based,\"{\"\"app\"\":\"\"Shop\"\"}\",web\n"

  private func folder() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "-q", "."], in: folder.path)
    try folder.write(Self.file, to: "october.csv")
    return folder
  }

  private func tally(_ arguments: String..., in folder: TemporaryFolder) async throws
    -> TallyProcess
  {
    try await TallyProcess.run(arguments + ["--now", "2026-11-21T06:00:00Z"], in: folder.path)
  }

  private static let summary =
    "example-cloud 2026-10: 2 rows, 2 charges, billed 32.5 USD, effective 32.25 USD; "

  @Test func `rules can name a source that only imports tell`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.file, to: "october.csv")
    try folder.write(
      """
      sources: [ { name: helius, provider: helius, project: p, api_key: { env: K } } ]
      apps: { Shop: {}, Wallet: {} }
      allocation:
        - { name: cloud, match: { source: example-cloud }, even: [Shop, Wallet] }
        - { name: rest, match: { provider: Example Cloud }, to: Shop }

      """,
      to: "tallystick.yaml"
    )
    let script = """
      local shares = allocation.policy():apply { period = period("2026-10"), dims = { "app" } }
      local r = report.new { title = "Shares" }
      r:table(shares:by("target"), { "target", "cost" })
      return r

      """
    try folder.write(script, to: "Scripts/shares.lua")
    let unknown = try await tally("check", in: folder)
    #expect(unknown.messages.contains("no source is called \"example-cloud\"; write one of helius"))
    #expect(try await tally("import", "focus", "-q", "october.csv", in: folder).status == 0)
    let check = try await tally("check", in: folder)
    #expect(!check.messages.contains("example-cloud"), "\(check.messages)")
    let report = try await tally(
      "report",
      "Scripts/shares.lua",
      "--stdout",
      "--format",
      "markdown",
      in: folder
    )
    #expect(report.messages == "")
    #expect(report.output.contains("**$32.25**"), "\(report.output)")
    #expect(report.output.contains("| Shop |") && report.output.contains("| Wallet |"))
    let export = try await tally("export", "--allocated", "--period", "2026-10", in: folder)
    #expect(export.status == 0, "\(export.messages)")
    // Two shares of 31 days of the fee and of the day of use.
    #expect(export.output.split(separator: "\n").count == 1 + 2 * 32)
  }

  @Test func `what is imported is in every answer, once`() async throws {
    let folder = try await folder()
    let first = try await tally("import", "focus", "october.csv", in: folder)
    #expect(first.messages == "")
    #expect(first.output == Self.summary + "new\n")
    let again = try await tally("import", "focus", "october.csv", in: folder)
    #expect(again.output == Self.summary + "already imported\n")
    let usage = try await tally(
      "usage",
      "--by",
      "source,service,charge,app",
      "--period",
      "2026-10",
      "--csv",
      in: folder
    )
    #expect(
      usage.output == """
        source,service,charge,app,cost,requests,unpriced
        example-cloud,Support,fee,(no app),31,,
        example-cloud,Disk,usage,Shop,1.25,,

        """
    )
    let billed = try await tally(
      "usage",
      "--by",
      "day",
      "--period",
      "2026-10-01..2026-10-02",
      "--view",
      "billed",
      "--csv",
      in: folder
    )
    #expect(
      billed.output == """
        day,cost,requests,unpriced
        2026-10-01,31,,
        2026-10-02,1.5,,

        """
    )
    let verified = try await tally("store", "verify", in: folder)
    #expect(verified.output.hasSuffix("imported charges: 2)\n"))
  }

  @Test func `scripts see the source, without warnings of stale data`() async throws {
    let folder = try await folder()
    _ = try await tally("import", "focus", "october.csv", "--tag-column", "x_Team", in: folder)
    let script = """
      script { report = false }
      for _, name in ipairs(usage.sources()) do
        log.warn(name .. ": " .. table.concat(usage.dims(name), " "))
      end
      local teams = usage.load { period = period("2026-10") }:by("tag.x_Team")
      for row in teams:rows() do log.warn(row["tag.x_Team"] .. " " .. tostring(row.cost)) end
      """
    try folder.write(script, to: "Scripts/sources.lua")
    let report = try await tally("report", "Scripts/sources.lua", in: folder)
    #expect(
      report.messages == """
        sources: warning: example-cloud: day week month source provider account app app_id service category meter \
        unit charge quality
        sources: warning: web $32.25

        """
    )
  }

  @Test func `a gzip file and standard input read alike`() async throws {
    let folder = try await folder()
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-k", folder.path + "/october.csv"]
    try gzip.run()
    gzip.waitUntilExit()
    let first = try await tally("import", "focus", "october.csv.gz", in: folder)
    #expect(first.output == Self.summary + "new\n")
    let again = try await tally("import", "focus", "october.csv", in: folder)
    #expect(again.output == Self.summary + "already imported\n")
  }

  @Test func `nothing of a bad file is stored, unless the rest is wanted`() async throws {
    let folder = try await folder()
    try folder.write(Self.file.replacing("1.5,1.25", with: "$1.5,1.25"), to: "bad.csv")
    let problem =
      "bad.csv:3: column 1 (\"BilledCost\"): expected a plain number such as 12.5, -3 or 1.5E-3, without marks, "
      + "signs of currencies or a plus, got \"$1.5\"\n"
    let refused = try await tally("import", "focus", "october.csv", "bad.csv", in: folder)
    #expect(refused.status == 2)
    #expect(refused.output == "")
    #expect(
      refused.messages
        == problem + "Nothing was stored. --skip-bad leaves out these rows and stores the others.\n"
    )
    let info = try await tally("store", "info", "--json", in: folder)
    #expect(!info.output.contains("example-cloud"))
    let skipped = try await tally("import", "focus", "bad.csv", "--skip-bad", in: folder)
    #expect(skipped.status == 0)
    #expect(skipped.messages == problem + "1 row was left out.\n")
    #expect(
      skipped.output
        == "example-cloud 2026-10: 1 row, 1 charge, billed 31 USD, effective 31 USD; new\n"
    )
  }

  @Test func `files of one command count together, and each once`() async throws {
    let folder = try await folder()
    try folder.write(Self.file.replacing("31,31", with: "5,5"), to: "more.csv")
    let both = try await tally("import", "focus", "october.csv", "more.csv", in: folder)
    #expect(
      both.output
        == "example-cloud 2026-10: 4 rows, 2 charges, billed 39 USD, effective 38.5 USD; new\n"
    )
    try folder.write(Self.file, to: "copy.csv")
    let twice = try await tally("import", "focus", "october.csv", "copy.csv", in: folder)
    #expect(twice.status == 2)
    #expect(
      twice.messages
        == "copy.csv: the same file as october.csv; name each file once\nNothing was stored.\n"
    )
    let packing = Process()
    packing.executableURL = URL(filePath: "/usr/bin/env")
    packing.arguments = ["gzip", folder.path("copy.csv")]
    try packing.run()
    packing.waitUntilExit()
    let added = try await tally("import", "focus", "copy.csv.gz", "--append", in: folder)
    #expect(added.status == 2)
    #expect(
      added.messages
        == "copy.csv.gz: this file was imported before, as of 2026-11-21T06:00:00Z, and would count twice; "
        + "without --append it would take the place of its periods\n"
    )
  }

  @Test func `a dry run stores nothing, and JSON tells all`() async throws {
    let folder = try await folder()
    let run = try await tally(
      "import",
      "focus",
      "october.csv",
      "--dry-run",
      "--json",
      "--source",
      "aws",
      in: folder
    )
    #expect(
      run.output == """
        {
          "files": [
            { "file": "october.csv", "version": "1.0", "rows": 2 }
          ],
          "periods": [
            { "source": "aws", "start": "2026-10-01T00:00:00Z", "stop": "2026-11-01T00:00:00Z", "rows": 2, \
        "charges": 2, "totals": [ { "currency": "USD", "billed": "32.5", "effective": "32.25" } ], "outcome": null }
          ],
          "left_out": 0,
          "learnt_at": "2026-11-21T06:00:00Z"
        }

        """
    )
    let usage = try await tally("usage", in: folder)
    #expect(usage.output == "")
    let missing = try await tally("import", "focus", "none.csv", in: folder)
    #expect(missing.status == 2)
    #expect(
      missing.messages
        == "none.csv: the file cannot be read: no such file or directory\n"
    )
  }
}
