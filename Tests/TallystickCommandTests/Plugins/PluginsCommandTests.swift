import Foundation
import Testing

/// Plug-ins as a person uses them: `tally plugins`, formats, and methods.
struct PluginsCommandTests {
  private static let writer =
    "return { api = 1, title = 'Mine', extension = 'txt', write = function(d) return d.title end }"

  private func folder(_ files: [String: String], configuration: String = "") throws
    -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    try folder.write(
      "limits: { script_seconds: 1 }\n\(configuration)",
      to: "tallystick.yaml"
    )
    for (name, text) in files { try folder.write(text, to: "Scripts/\(name)") }
    return folder
  }

  @Test func `the list tells what each may see, and whether its tests pass`() async throws {
    let folder = try folder([
      "writers/mine.lua": Self.writer,
      "writers/mine_test.lua":
        "test('title', function() expect(plugin.write { title = 'x' }):equals('x') end)",
      "methods/own.lua":
        "return { api = 1, kind = 'allocation', weights = function() return { Shop = 1 } end }",
    ])
    let run = try await TallyProcess.run(["plugins"], in: folder.path)
    #expect(run.status == 0, "\(run.messages)")
    #expect(
      run.output == """
        kind    name  title  api  sees                                        tests
        ──────  ────  ─────  ───  ──────────────────────────────────────────  ────────
        writer  mine  Mine     1  finished reports                            1 passed
        method  own            1  usage of a day, the targets and their tags  no tests

        """
    )
    let json = try await TallyProcess.run(["plugins", "--json"], in: folder.path)
    #expect(json.output.contains("\"file\": \"Scripts/writers/mine.lua\""))
    #expect(json.output.contains("\"tests\": \"passed\""))
  }

  @Test func `a failed test and a newer interface are status 4, with the reason`() async throws {
    let folder = try folder([
      "writers/mine.lua": Self.writer,
      "writers/mine_test.lua":
        "test('title', function() expect(plugin.write { title = 'x' }):equals('y') end)",
      "writers/new.lua": "return { api = 2 }",
    ])
    let run = try await TallyProcess.run(["plugins"], in: folder.path)
    #expect(run.status == 4)
    #expect(
      run.messages == """
        Scripts/writers/mine_test.lua:1: title: expected "y", got "x"
        Scripts/writers/new.lua: the plug-in asks for version 2 of the plug-in interface, and this tally has version 1; update tally

        """
    )
    #expect(run.output.contains("1 of 1 failed"))
  }

  @Test func `a writer that cannot be stopped ends with its process; the other reports are made`()
    async throws
  {
    let endless = "local t, k = {}, (1 << 20) - 1 for i = 1, 1e6 do t[i * k] = i end"
    let folder = try folder(
      [
        "a.lua": "return report.new { title = 'A' }", "b.lua": "return report.new { title = 'B' }",
        "writers/hang.lua":
          "return { api = 1, extension = 'txt', write = function() \(endless) end }",
      ],
      configuration: """
        reports:
          - { script: Scripts/a.lua, formats: [hang] }
          - { script: Scripts/b.lua, formats: [html] }

        """
    )
    let run = try await TallyProcess.run(["report"], in: folder.path)
    #expect(run.status == 4)
    #expect(run.output.contains("Reports/b/"))
    #expect(!run.output.contains("Reports/a/"))
    #expect(
      run.messages == """
        Scripts/a.lua: the script used up its CPU time (limit 1 s) and had to be ended with its process
        it may not have been the script: Scripts/writers/hang.lua ran in the same process

        """
    )
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 4)
    #expect(check.messages.contains("Scripts/writers/hang.lua: the script used up its CPU time"))
  }

  @Test func `a format goes to standard output, and an unknown one is told`() async throws {
    let folder = try folder([
      "a.lua": "return report.new { title = 'A' }", "writers/mine.lua": Self.writer,
    ])
    let out = try await TallyProcess.run(
      ["report", "a", "--format", "mine", "--stdout"],
      in: folder.path
    )
    #expect(out.output == "A")
    let unknown = try await TallyProcess.run(["report", "--format", "min"], in: folder.path)
    #expect(unknown.status == 2)
    #expect(
      unknown.messages
        == "--format: expected html, markdown or mine, got \"min\"; did you mean \"mine\"?\n"
    )
  }

  @Test func `the configuration's rules can divide by a method`() async throws {
    let folder = try folder(
      [
        "a.lua": "allocation.policy():apply() return report.new { title = 'A' }",
        "methods/own.lua":
          "return { api = 1, kind = 'allocation', weights = function() return { Shop = -1 } end }",
      ],
      configuration: "allocation:\n  - { name: shared, with: own }\n"
    )
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 4)
    #expect(check.messages.contains("rule \"shared\": its function gave \"Shop\" the weight -1"))
  }

  @Test func `a back-test by a method is that of the built-in one that does the same`() async throws
  {
    let folder = try folder([
      "methods/mine.lua": """
      return { api = 1, kind = "forecast", forecast = function(values, days)
        local path = {}
        for i = 1, days do path[i] = values[#values - 7 + (i - 1) % 7 + 1] end
        return path
      end }
      """,
      "methods/bad.lua":
        "return { api = 1, kind = 'forecast', forecast = function() return {} end }",
    ])
    let rows = (0..<100).map { "a,\($0),\([20, 22, 21, 23, 20, 9, 7][$0 % 7] + $0 * $0 % 5)\n" }
    try folder.write("series_id,step,value\n" + rows.joined(), to: "series.csv")
    try folder.write(
      "series_id,month,origin_day,month_start_step,month_len\na,0,5,70,30\na,0,20,70,30\n",
      to: "tasks.csv"
    )
    func backtest(_ method: String) async throws -> TallyProcess {
      let files = ["backtest", "series.csv", "tasks.csv", "--out", "\(method).csv"]
      return try await TallyProcess.run(files + ["--method", method], in: folder.path)
    }
    for method in ["mine", "seasonal_naive"] {
      let run = try await backtest(method)
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.output == "\(method).csv: 2 forecasts by \(method)\n")
    }
    #expect(try folder.text(of: "mine.csv") == folder.text(of: "seasonal_naive.csv"))
    let bad = try await backtest("bad")
    #expect(bad.status == 4)
    #expect(
      bad.messages.hasPrefix("the forecast method \"bad\" was asked for ")
        && bad.messages.hasSuffix("; it has to give one number for each\nNothing was written.\n")
    )
  }
}
