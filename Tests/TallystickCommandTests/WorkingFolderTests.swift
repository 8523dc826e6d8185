import Foundation
import ProviderSimulator
import Testing

/// A user's first steps: `tally init`, `check`, `fetch`, `report`, `usage`.
struct WorkingFolderTests {
  @Test func `The version is printed`() async throws {
    let folder = try TemporaryFolder()
    let version = try await TallyProcess.run(["--version"], in: folder.path)
    #expect(version.status == 0)
    #expect(version.output == "0.1.0\n")
  }

  @Test func `A new folder is clean, and is not made twice`() async throws {
    let folder = try TemporaryFolder()
    let made = try await TallyProcess.run(["init", "x"], in: folder.path)
    #expect(made.status == 0)
    let files = try folder.contents(of: "x")
    #expect(
      files.keys.sorted() == [
        ".gitignore", ".luarc.json", "Scripts/library/tally-test.d.lua",
        "Scripts/library/tally.d.lua", "Scripts/library/tallystick.schema.json",
        "Scripts/providers/anthropic.lua",
        "Scripts/providers/github.lua", "Scripts/providers/openai.lua",
        "Scripts/providers/openrouter.lua", "Scripts/spend-by-app.lua",
        "Scripts/writers/csv.lua", "tallystick.yaml",
      ]
    )
    let check = try await TallyProcess.run(["check"], in: folder.path("x"))
    #expect(check.status == 0, "\(check.messages)")
    #expect(check.messages == "")
    #expect(try folder.contents(of: "x") == files, "check writes nothing")
    let again = try await TallyProcess.run(["init", "x"], in: folder.path)
    #expect(again.status == 2)
    #expect(again.messages == "x/tallystick.yaml exists already; nothing was changed\n")
    let here = try TemporaryFolder()
    #expect(
      try await TallyProcess.run(["init"], in: here.path).output == """
        Made a working folder here.
        Next: name your accounts in tallystick.yaml, then run
          tally check && tally fetch && tally report

        """
    )
    #expect(try folder.contents(of: "x") == files)
  }

  @Test func `Fetching from the five platforms and reporting works, silently`() async throws {
    let accounts = try await SimulatedAccounts.make()
    let check = try await accounts.tally("check", "--now", "2026-11-21T06:00:00Z")
    #expect(check.status == 0, "\(check.messages)")
    let fetch = try await accounts.tally("fetch", "--now", "2026-11-21T06:00:00Z")
    #expect(fetch.status == 0)
    #expect(fetch.output == "")
    #expect(fetch.messages == "")
    let report = try await accounts.tally("report", "--now", "2026-11-21T06:00:00Z")
    #expect(report.status == 0, "\(report.messages)")
    #expect(
      report.output
        == "Reports/spend-by-app/2026-11.html\nReports/spend-by-app/2026-11.md\n"
    )
    let markdown = try accounts.folder.text(of: "Reports/spend-by-app/2026-11.md")
    for provider in ProviderSimulator.credentials.keys {
      #expect(markdown.contains("| \(provider) | **$"), "\(provider) has a row with a cost")
    }
    #expect(markdown.contains("| (no app) ") || markdown.contains("*(no app)*"))
    await accounts.simulator.stop()
  }

  @Test func `Fetching twice adds nothing, and says so in JSON`() async throws {
    let accounts = try await SimulatedAccounts.make()
    let time = "2026-11-21T06:00:00Z"
    for status in ["ok", "unchanged"] {
      let fetch = try await accounts.tally("fetch", "--json", "--now", time)
      #expect(fetch.status == 0)
      let rows = ProviderSimulator.credentials.keys.sorted().map { provider in
        "    { \"source\": \"\(provider)\", \"status\": \"\(status)\", \"message\": null, "
          + "\"retries\": 0, \"learnt_at\": \"\(time)\" }"
      }
      #expect(fetch.output == "{\n  \"sources\": [\n\(rows.joined(separator: ",\n"))\n  ]\n}\n")
    }
    await accounts.simulator.stop()
  }

  @Test func `The total of a source is what the platform said, in JSON`() async throws {
    let accounts = try await SimulatedAccounts.make()
    _ = try await accounts.tally("fetch", "--now", "2026-11-21T06:00:00Z")
    let usage = try await accounts.tally(
      "usage",
      "--by",
      "day,source",
      "--where",
      "source=shoal",
      "--json",
      "--now",
      "2026-11-21T06:00:00Z"
    )
    #expect(usage.status == 0, "\(usage.messages)")
    let object = try JSONSerialization.jsonObject(with: Data(usage.output.utf8))
    let json = try #require(object as? [String: Any])
    #expect(json["as_of"] as? String == "2026-11-21T06:00:00Z")
    #expect(json["period"] as? [String: String] == ["start": "2026-11-01", "stop": "2026-12-01"])
    #expect(json["currency"] as? String == "USD")
    #expect(json["view"] as? String == "effective")
    let rows = try #require(json["rows"] as? [[String: Any]])
    #expect(
      rows.map { $0["day"] as? String }
        == (1...21).map { day in
          "2026-11-\(day < 10 ? "0" : "")\(day)"
        }
    )
    let requests = rows.compactMap { ($0["requests"] as? String).flatMap { Int($0) } }
    let total = try #require(json["total"] as? [String: Any])
    #expect(total["requests"] as? String == String(requests.reduce(0, +)))
    #expect(json["coverage"] as? String == "1")
    await accounts.simulator.stop()
  }

  @Test func `A script is found from the current folder too, also with spaces`() async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "work"], in: folder.path)
    let script = "return report.new { title = 'Hello' }"
    try folder.write(script, to: "my scripts/hello you.lua")
    let arguments = ["--config", "work/tallystick.yaml", "--format", "markdown", "--stdout"]
    let run = try await TallyProcess.run(
      ["report", "my scripts/hello you.lua"] + arguments,
      in: folder.path
    )
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.hasPrefix("# Hello\n"))
    let unknown = try await TallyProcess.run(
      ["report", "spend-by-ap"] + arguments,
      in: folder.path
    )
    #expect(unknown.status == 2)
    #expect(
      unknown.messages
        == "there is no report or script \"spend-by-ap\"; did you mean \"spend-by-app\"?\n"
    )
  }

  @Test func `The default period is the month of now, also as of an earlier moment`() async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init"], in: folder.path)
    let times = ["--now", "2026-11-21T06:00:00Z", "--as-of", "2026-10-31T00:00:00Z"]
    let usage = try await TallyProcess.run(["usage", "--json"] + times, in: folder.path)
    #expect(usage.output.contains("\"start\": \"2026-11-01\""))
    #expect(usage.output.contains("\"as_of\": \"2026-10-31T00:00:00Z\""))
    let report = try await TallyProcess.run(["report"] + times, in: folder.path)
    #expect(
      report.output == "Reports/spend-by-app/2026-11.html\nReports/spend-by-app/2026-11.md\n"
    )
  }
}
