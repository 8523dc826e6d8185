import Testing

/// `tally check` looks through scripts before it runs them.
struct CheckScriptTests {
  @Test func `All mistakes of all scripts are told, each once`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "tallystick.yaml")
    try folder.write(
      """
      local function later() return ussage, perod end
      return report.new { title = "a", subtitel = "b" }
      """,
      to: "Scripts/one.lua"
    )
    try folder.write(
      "local util = require 'util'\nreturn report.new { title = strng.upper('b') }",
      to: "Scripts/two.lua"
    )
    try folder.write("return { f = function() return undefinded end }", to: "Scripts/lib/util.lua")
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 4)
    #expect(check.output == "")
    #expect(
      check.messages == """
        Scripts/lib/util.lua:1: unknown global "undefinded"
        Scripts/one.lua:1: unknown global "perod"; did you mean "period"?
        Scripts/one.lua:1: unknown global "ussage"; did you mean "usage"?
        Scripts/one.lua:2: report.new: unknown option "subtitel"; did you mean "subtitle"?
             2 | return report.new { title = "a", subtitel = "b" }
               |                                  ^
        stack: Scripts/one.lua:2 in main chunk
        Scripts/two.lua:2: attempt to index a nil value (global 'strng'); did you mean "string"?
             2 | return report.new { title = strng.upper('b') }
               |                             ^
        stack: Scripts/two.lua:2 in main chunk

        """
    )
  }

  @Test func `Warnings leave the status as it is, and --quiet leaves them out`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "tallystick.yaml")
    try folder.write(
      "local f = usage.load {}\nif f.cost == 0 then log.info 'none' end\nreturn report.new { title = 'x' }",
      to: "Scripts/x.lua"
    )
    let warning =
      "Scripts/x.lua:2: warning: an amount of money never equals 0; write `cost.is_zero`\n"
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 0)
    #expect(check.messages == warning)
    #expect(check.output == "tallystick.yaml: no mistakes (sources: 0, scripts: 1)\n")
    let quiet = try await TallyProcess.run(["check", "-q"], in: folder.path)
    #expect(quiet.status == 0)
    #expect(quiet.messages == "")
    #expect(quiet.output == "")
  }

  @Test func `A script may load the metrics that the folder has, with values that are made up`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("", to: "tallystick.yaml")
    try folder.write("day,app,value\n2026-10-01,Shop,7\n", to: "users.csv")
    try folder.write(
      """
      local users = metrics.load("users")
      assert(users.dims[1] == "app" and users.total > 7, "made up")
      return report.new { title = "x" }
      """,
      to: "Scripts/x.lua"
    )
    let now = ["--now", "2026-11-21T06:00:00Z"]
    let before = try await TallyProcess.run(["check"] + now, in: folder.path)
    #expect(before.status == 4)
    let imported = try await TallyProcess.run(
      ["import", "metric", "users", "users.csv", "--now", "2026-10-02T00:00:00Z"],
      in: folder.path
    )
    #expect(imported.status == 0)
    let check = try await TallyProcess.run(["check"] + now, in: folder.path)
    #expect(check.messages == "")
    #expect(check.status == 0)
  }

  @Test func `A script elsewhere is named as it was given`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "tallystick.yaml")
    try folder.write(
      "local f = function() return nope end return report.new { title = 'x' }",
      to: "try/x.lua"
    )
    let check = try await TallyProcess.run(["check", "try/x.lua"], in: folder.path)
    #expect(check.status == 4)
    #expect(check.messages == "try/x.lua:1: unknown global \"nope\"\n")
  }
}
