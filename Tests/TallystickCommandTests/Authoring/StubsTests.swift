import Testing

/// `tally stubs` writes what an editor needs.
struct StubsTests {
  @Test func `The library is written anew, and settings are left alone`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "tallystick.yaml")
    try folder.write("old", to: "Scripts/library/tally.d.lua")
    let stubs = try await TallyProcess.run(["stubs"], in: folder.path)
    #expect(stubs.status == 0)
    #expect(
      stubs.output
        == ".luarc.json\nScripts/library/tally.d.lua\nScripts/library/tally-test.d.lua\n"
        + "Scripts/library/tallystick.schema.json\n"
    )
    let library = try folder.text(of: "Scripts/library/tally.d.lua")
    #expect(library.hasPrefix("---@meta\n"))
    #expect(library.contains("function usage.load("))
    let tests = try folder.text(of: "Scripts/library/tally-test.d.lua")
    for line in [
      "function test(name, body) end", "function expect(value) end", "function run(what) end",
      "function tally_expectation:equals(other) end", "---@return tally.expectation",
      "---@field budgets? table[] rows as in the configuration: `{ name = \"everything\", limit = \"500 USD\" }`",
      "---@field metrics? table<string, table[]> rows by the metric's name: "
        + "`{ users = { { day = \"2026-10-01\", value = 120 } } }`",
    ] {
      #expect(tests.split(separator: "\n").contains { $0 == line }, "\(line)")
    }
    try folder.write("{}", to: ".luarc.json")
    let again = try await TallyProcess.run(["stubs"], in: folder.path)
    #expect(
      again.output == "Scripts/library/tally.d.lua\nScripts/library/tally-test.d.lua\n"
        + "Scripts/library/tallystick.schema.json\n"
    )
    #expect(try folder.text(of: ".luarc.json") == "{}")
  }

  @Test func `They are those of tally init`() async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "x"], in: folder.path)
    let before = try folder.contents(of: "x")
    _ = try await TallyProcess.run(["stubs"], in: folder.path("x"))
    for (name, text) in before { #expect(try folder.contents(of: "x")[name] == text, "\(name)") }
  }

  @Test func `A folder without a configuration gets them too`() async throws {
    let folder = try TemporaryFolder()
    let stubs = try await TallyProcess.run(["stubs", "other", "-q"], in: folder.path)
    #expect(stubs.status == 0, "\(stubs.messages)")
    #expect(stubs.output == "")
    #expect(folder.has("other/.luarc.json"))
    #expect(folder.has("other/Scripts/library/tally.d.lua"))
  }
}
