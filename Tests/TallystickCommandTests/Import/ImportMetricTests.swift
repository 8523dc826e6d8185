import Foundation
import Testing

/// `tally import metric`, as a person or cron runs it.
struct ImportMetricTests {
  private static let now = "2026-11-21T06:00:00Z"

  private func folder() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "-q", "."], in: folder.path)
    let script = """
      script { report = false }
      for _, name in ipairs(metrics.names()) do
        log.warn(name .. " " .. tostring(metrics.load(name).total))
      end
      """
    try folder.write(script, to: "Scripts/names.lua")
    return folder
  }

  private func tally(_ arguments: String..., in folder: TemporaryFolder) async throws
    -> TallyProcess
  {
    try await TallyProcess.run(arguments, in: folder.path)
  }

  /// What a script finds, as of a moment.
  private func found(in folder: TemporaryFolder, asOf moment: String = now) async throws -> String {
    let report = try await tally(
      "report",
      "Scripts/names.lua",
      "--now",
      "2026-11-25T06:00:00Z",
      "--as-of",
      moment,
      in: folder
    )
    #expect(report.status == 0, "\(report.messages)")
    return report.messages
  }

  @Test func `what is imported is there for scripts, once`() async throws {
    let folder = try await folder()
    try folder.write("day,value\n2026-11-01,40\n2026-11-02,2.5\n", to: "users.csv")
    let first = try await tally(
      "import",
      "metric",
      "users",
      "users.csv",
      "--now",
      Self.now,
      in: folder
    )
    #expect(first.status == 0, "\(first.messages)")
    #expect(first.output == "users: 2 values of 2026-11-01 to 2026-11-02, 2 new\n")
    #expect(try await found(in: folder) == "names: warning: users 42.5\n")
    let again = try await tally(
      "import",
      "metric",
      "users",
      "users.csv",
      "--json",
      "--now",
      "2026-11-22T06:00:00Z",
      in: folder
    )
    #expect(
      again.output == """
        {
          "metric": "users",
          "dimensions": [],
          "values": 2,
          "new": 0,
          "first": "2026-11-01",
          "last": "2026-11-02",
          "learnt_at": "2026-11-22T06:00:00Z"
        }

        """
    )
    let quiet = try await tally("import", "metric", "-q", "users", "users.csv", in: folder)
    #expect(quiet.status == 0)
    #expect(quiet.output + quiet.messages == "")
  }

  @Test func `a later value is not known earlier`() async throws {
    let folder = try await folder()
    for (value, moment) in [("1", Self.now), ("2", "2026-11-22T06:00:00Z")] {
      try folder.write("\u{FEFF}day,value\r\n2026-11-01,\(value)\r\n", to: "users.csv")
      let done = try await tally(
        "import",
        "metric",
        "users",
        "users.csv",
        "--now",
        moment,
        in: folder
      )
      #expect(done.output == "users: 1 value of 2026-11-01, 1 new\n")
    }
    #expect(try await found(in: folder) == "names: warning: users 1\n")
    #expect(
      try await found(in: folder, asOf: "2026-11-22T06:00:00Z") == "names: warning: users 2\n"
    )
    #expect(try await found(in: folder, asOf: "2026-11-20T06:00:00Z") == "")
    let late = try await tally(
      "import",
      "metric",
      "users",
      "users.csv",
      "--now",
      "2026-11-21T12:00:00Z",
      in: folder
    )
    #expect(late.status == 2)
    #expect(
      late.messages
        == "metric users: another value of 2026-11-01 was imported as of 2026-11-22T06:00:00Z, and "
        + "this import is as of 2026-11-21T12:00:00Z; what was known at a moment does not change, so import it "
        + "without --now, or with a later one\n"
    )
  }

  @Test func `nothing of a bad file is stored`() async throws {
    let folder = try await folder()
    try folder.write("day,app,value\n2026-11-01,Shop,1\n2026-11-02,Shop,many\n", to: "users.csv")
    let bad = try await tally(
      "import",
      "metric",
      "users",
      "users.csv",
      "--now",
      Self.now,
      in: folder
    )
    #expect(bad.status == 2)
    #expect(bad.output == "")
    #expect(
      bad.messages
        == "users.csv:3: column 3 (\"value\"): expected a number such as 1250 or 12.5, got \"many\"\n"
        + "Nothing was stored.\n"
    )
    #expect(!folder.has("tallystick.sqlite"))
  }

  @Test func `a bad name, a missing file and a missing argument are mistakes of the call`()
    async throws
  {
    let folder = try await folder()
    let name = try await tally("import", "metric", "a/b", "users.csv", in: folder)
    #expect(name.status == 2)
    #expect(
      name.messages
        == "\"a/b\" cannot be a metric's name; use letters, digits, `-`, `_` and `.`, at most 100 bytes\n"
    )
    let file = try await tally("import", "metric", "users", "no.csv", in: folder)
    #expect(file.status == 2)
    #expect(
      file.messages == "no.csv: the file cannot be read; check that it exists and its permissions\n"
    )
    let missing = try await tally("import", "metric", "users", in: folder)
    #expect(missing.status == 2)
    // Standard input of these tests is empty.
    let empty = try await tally("import", "metric", "users", "-", in: folder)
    #expect(empty.status == 2)
    #expect(
      empty.messages
        == "standard input: the file is empty; its first line is day,value or day,NAME,…,value\n"
        + "Nothing was stored.\n"
    )
  }
}
