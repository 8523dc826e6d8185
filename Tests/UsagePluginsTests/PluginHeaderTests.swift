import LuaHost
import Testing
import UsagePlugins

struct PluginHeaderTests {
  /// The header of a plug-in's text.
  private func header(_ source: String) throws -> PluginHeader {
    let file = PluginFile(
      kind: .writer,
      name: "x",
      path: "Scripts/writers/x.lua",
      source: Array(source.utf8)
    )
    return try PluginHeader(try file.load(in: try LuaState()))
  }

  @Test
  func `a header has its version and its title`() throws {
    let header = try header("return { api = 1, title = \"Mine\", other = 3 }")
    #expect(header.api == 1)
    #expect(header.title == "Mine")
  }

  @Test(arguments: [
    (
      "return { api = 2 }",
      "the plug-in asks for version 2 of the plug-in interface, and this tally has version 1; "
        + "update tally"
    ),
    ("return {}", "api: a plug-in says which version of the interface it needs: api = 1"),
    ("return { api = 0 }", "api: there is no version 0 of the interface; say api = 1"),
    ("return { api = \"1\" }", "api: expected a whole number, got \"1\""),
    ("return { api = 1.5 }", "api: expected a whole number, got 1.5"),
    ("return { api = 1, title = {} }", "title: expected a text, got a table"),
    ("return 3", "a plug-in returns a table such as { api = 1, … }; this one returns 3"),
    ("local x", "a plug-in returns a table such as { api = 1, … }; this one returns nothing"),
  ])
  func `what is wrong with a header is told by its file`(source: String, message: String) {
    let problem = #expect(throws: PluginProblem.self) { try header(source) }
    #expect(problem?.description == "Scripts/writers/x.lua: \(message)")
  }

  @Test
  func `text that is no Lua names its line`() {
    let problem = #expect(throws: PluginProblem.self) { try header("\nreturn {") }
    #expect(problem?.summary.hasPrefix("Scripts/writers/x.lua:2: ") == true)
  }

  @Test
  func `unknown fields are told with what was meant`() throws {
    let fields = PluginFields(LuaTable(fields: ["titel": 3]), in: "x.lua", at: "requests[2]")
    let problem = #expect(throws: PluginProblem.self) { try fields.allowOnly(["title", "id"]) }
    #expect(
      problem?.description
        == "x.lua: requests[2]: unknown field \"titel\"; did you mean `title`?"
    )
  }
}
