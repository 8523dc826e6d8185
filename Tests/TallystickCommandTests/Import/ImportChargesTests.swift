import Foundation
import Testing

/// `tally import charges`, as a person or cron runs it.
struct ImportChargesTests {
  private static let now = "2026-11-21T06:00:00Z"

  private func folder(_ file: String) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "-q", "."], in: folder.path)
    try folder.write(file, to: "fees.csv")
    return folder
  }

  private func tally(_ arguments: String..., in folder: TemporaryFolder) async throws
    -> TallyProcess
  {
    try await TallyProcess.run(arguments, in: folder.path)
  }

  @Test func `charges are there for queries, and their file can be imported again`() async throws {
    let folder = try await folder(
      "day,source,amount,currency,name\n2025-03,notte,62,USD,\n2026-11-01,rent,29,USD,Desk\n"
    )
    let first = try await tally("import", "charges", "fees.csv", "--now", Self.now, in: folder)
    #expect(first.status == 0, "\(first.messages)")
    #expect(first.output == "charges: 2 charges of 2025-03-01 to 2026-11-01, 2 new\n")
    let usage = try await tally(
      "usage",
      "--by",
      "source,charge",
      "--period",
      "2025-03-01..2026-11-30",
      "--csv",
      "--now",
      Self.now,
      in: folder
    )
    #expect(usage.output.contains("notte,usage,62"))
    #expect(usage.output.contains("rent,fee,29"))
    let again = try await tally(
      "import",
      "charges",
      "fees.csv",
      "--json",
      "--now",
      "2026-11-22T06:00:00Z",
      in: folder
    )
    #expect(
      again.output == """
        {
          "charges": 2,
          "new": 0,
          "changed": 0,
          "removed": 0,
          "first": "2025-03-01",
          "last": "2026-11-01",
          "learnt_at": "2026-11-22T06:00:00Z"
        }

        """
    )
    try folder.write(
      "day,source,amount,currency,name\n2025-03,notte,0,USD,\n2026-11-01,rent,30,USD,Desk\n"
        + "2026-11-02,rent,1,EUR,\n",
      to: "fees.csv"
    )
    let changed = try await tally(
      "import",
      "charges",
      "fees.csv",
      "--now",
      "2026-11-23T06:00:00Z",
      in: folder
    )
    #expect(
      changed.output
        == "charges: 3 charges of 2025-03-01 to 2026-11-02, 1 new, 1 changed, 1 taken back\n"
    )
    #expect(
      changed.messages
        == "warning: no rate prices EUR in USD on 2026-11-02: such charges stay unpriced\n"
    )
  }

  @Test func `a restatement is seen by scripts`() async throws {
    let folder = try await folder("day,source,amount,currency\n2026-10-01,rent,29,USD\n")
    _ = try await tally("import", "charges", "fees.csv", "--now", Self.now, in: folder)
    try folder.write("day,source,amount,currency\n2026-10-01,rent,31,USD\n", to: "fees.csv")
    _ = try await tally(
      "import",
      "charges",
      "fees.csv",
      "--now",
      "2026-11-22T06:00:00Z",
      in: folder
    )
    let script = """
      script { report = false }
      for row in usage.restated("2026-11-21T12:00:00Z", { period = period("2026-10") }):rows() do
        log.warn(row.source .. " " .. row.before.text .. " " .. row.after.text)
      end
      """
    try folder.write(script, to: "Scripts/restated.lua")
    let report = try await tally(
      "report",
      "Scripts/restated.lua",
      "--now",
      "2026-11-23T06:00:00Z",
      in: folder
    )
    #expect(report.messages == "restated: warning: rent 29 USD 31 USD\n")
  }

  @Test func `nothing of a bad file is stored`() async throws {
    let folder = try await folder(
      "day,source,amount,currency\n2026-10-01,rent,29,USD\n2026-10-02,rent,much,USD\n"
    )
    let bad = try await tally("import", "charges", "fees.csv", "--now", Self.now, in: folder)
    #expect(bad.status == 2)
    #expect(bad.output == "")
    #expect(
      bad.messages
        == "fees.csv:3: column 3 (\"amount\"): expected a number such as 29 or -12.5, got \"much\"\n"
        + "Nothing was stored.\n"
    )
    #expect(!folder.has("tallystick.sqlite"))
    let missing = try await tally("import", "charges", "no.csv", in: folder)
    #expect(missing.status == 2)
    #expect(
      missing.messages
        == "no.csv: the file cannot be read; check that it exists and its permissions\n"
    )
  }
}
