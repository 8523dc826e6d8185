import Foundation
import TestSupport
import Testing

/// `tally test` runs the tests of scripts.
struct TestCommandTests {
  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("limits: { script_seconds: 1 }\n", to: "tallystick.yaml")
    for (name, text) in files { try folder.write(text, to: "Scripts/\(name)") }
    return folder
  }

  private static let report = """
    local title = require "title"
    local f = usage.load { period = period.month() }
    local r = report.new { title = title("Spend in " .. period.month().label) }
    r:figures { { "Spent", f.cost } }
    return r
    """

  private static let tests = """
    local title = require "title"
    local rows = { { day = "2026-10-02", source = "notte", app = "Scout", cost = "1.25" } }

    test("the headline adds up", function()
      local r = run { script = "spend", period = "2026-10", usage = rows }
      expect(r.error):is_nil()
      expect(r.title):equals(title "Spend in October 2026")
      expect(r.figures.Spent):equals("$1.25")
      expect(r.markdown):contains("# SPEND IN OCTOBER 2026")
    end)

    test("this one is wrong", function()
      local r = run { script = "spend.lua", usage = rows }
      expect(r.figures.Spent):equals("$2.00")
    end)

    """

  private static let library = "return function(text) return text:upper() end"

  @Test func `A failure is a line with its place, name, what was expected and what was got`()
    async throws
  {
    let folder = try folder([
      "spend.lua": Self.report, "spend_test.lua": Self.tests, "lib/title.lua": Self.library,
    ])
    let run = try await TallyProcess.run(["test"], in: folder.path)
    #expect(run.status == 4)
    #expect(
      run.messages
        == "Scripts/spend_test.lua:14: this one is wrong: expected \"$2.00\", got \"$1.25\"\n"
    )
    #expect(run.output == "1 test passed, 1 failed (1 file)\n")
    let filtered = try await TallyProcess.run(["test", "--filter", "headline"], in: folder.path)
    #expect(filtered.status == 0)
    #expect(filtered.messages == "")
    #expect(filtered.output == "1 test passed, 0 failed (1 file)\n")
    let unknown = try await TallyProcess.run(["test", "--filter", "xyz"], in: folder.path)
    #expect(unknown.status == 2)
    #expect(unknown.messages == "no test has \"xyz\" in its name\n")
    let report = try await TallyProcess.run(["report"], in: folder.path)
    #expect(report.status == 0, "a file with tests is no report: \(report.messages)")
  }

  @Test func `The outcome as JSON`() async throws {
    let folder = try folder([
      "spend.lua": Self.report, "spend_test.lua": Self.tests, "lib/title.lua": Self.library,
      "none_test.lua": "",
    ])
    let run = try await TallyProcess.run(["test", "--json"], in: folder.path)
    #expect(run.status == 4)
    #expect(run.messages == "")
    #expect(
      run.output == """
        {
          "files": [
            {
              "file": "Scripts/none_test.lua",
              "error": "Scripts/none_test.lua: the file has no test; write `test(\\"name\\", function() … end)`",
              "tests": []
            },
            {
              "file": "Scripts/spend_test.lua",
              "error": null,
              "tests": [ { "name": "the headline adds up", "place": "Scripts/spend_test.lua:4", "status": "ok", \
        "message": null, "expected": null, "got": null }, { "name": "this one is wrong", "place": \
        "Scripts/spend_test.lua:14", "status": "failed", "message": "expected \\"$2.00\\", got \\"$1.25\\"", \
        "expected": "\\"$2.00\\"", "got": "\\"$1.25\\"" } ]
            }
          ],
          "passed": 1,
          "failed": 1
        }

        """
    )
  }

  @Test func `A limit ends its file, and the other files run`() async throws {
    let folder = try folder([
      "good_test.lua": "test('good', function() end)",
      "bad_test.lua": "test('bad', function() while true do end end)",
    ])
    let run = try await TallyProcess.run(
      ["test", "Scripts/good_test.lua", "Scripts/bad_test.lua"],
      in: folder.path
    )
    #expect(run.status == 4)
    #expect(
      run.messages.hasPrefix(
        "Scripts/bad_test.lua:1: the script used up its CPU time (limit 1 s)\n"
      )
    )
    #expect(run.messages.hasSuffix("in test \"bad\"\n"))
    #expect(run.output == "1 test passed, 0 failed, 1 file did not run (2 files)\n")
  }

  @Test func `A script is found by its name only, and nothing else is read`() async throws {
    let folder = try folder([
      "spend.lua": Self.report,
      "x_test.lua": """
      test("misspelt", function() run { script = "spent", usage = {} } end)
      test("outside", function() run { script = "../secret", usage = {} } end)
      test("absolute", function() run { script = "/etc/passwd", usage = {} } end)
      """,
    ])
    try folder.write("return report.new { title = 'secret' }", to: "secret.lua")
    let run = try await TallyProcess.run(["test"], in: folder.path)
    let outside =
      "run: option \"script\": expected the name of a script beside the test, such as \"spend-by-app\", got"
    #expect(
      run.messages == """
        Scripts/x_test.lua:1: misspelt: run: option "script": there is no script "spent"; did you mean "spend"?
        Scripts/x_test.lua:2: outside: \(outside) "../secret"
        Scripts/x_test.lua:3: absolute: \(outside) "/etc/passwd"

        """
    )
  }

  @Test func `A folder of scripts may be a link to another one`() async throws {
    let folder = try folder([:])
    try folder.write("test('one', function() end)", to: "elsewhere/deep/x_test.lua")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("Scripts"),
      withDestinationPath: "elsewhere"
    )
    let run = try await TallyProcess.run(["test"], in: folder.path)
    #expect(run.messages == "")
    #expect(run.output == "1 test passed, 0 failed (1 file)\n")
  }

  @Test func `Without a file there is nothing to test`() async throws {
    let folder = try folder(["spend.lua": Self.report])
    let none = try await TallyProcess.run(["test"], in: folder.path)
    #expect(none.status == 2)
    #expect(
      none.messages
        == "there is no test in Scripts; the name of a file with tests ends in _test.lua\n"
    )
    let missing = try await TallyProcess.run(["test", "nowhere"], in: folder.path)
    #expect(missing.status == 2)
    #expect(missing.messages == "there is no file or folder \"nowhere\"\n")
    let worker = try await TallyProcess.run(["test-worker"], in: folder.path)
    #expect(worker.status == 2)
    #expect(
      worker.messages
        == "tally test-worker is started by tally itself, which tells it what to do; use tally test\n"
    )
  }

  @Test func `The examples of the documentation pass`() async throws {
    let examples = try Guide("docs/testing-scripts.md").texts("lua")
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "."], in: folder.path)
    // A new folder has one script; the examples use another one of those that are shipped.
    let onePager = try String(
      contentsOf: Guide.repository.appending(path: "Scripts/one-pager.lua"),
      encoding: .utf8
    )
    try folder.write(onePager, to: "Scripts/one-pager.lua")
    try folder.write(examples.joined(), to: "Scripts/examples_test.lua")
    let run = try await TallyProcess.run(["test"], in: folder.path)
    #expect(run.messages == "")
    #expect(run.output == "3 tests passed, 0 failed (1 file)\n")
  }
}
