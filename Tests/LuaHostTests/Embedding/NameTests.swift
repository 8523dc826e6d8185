import LuaHost
import Testing

/// Names under which something can be exposed, and what editors are told of them.
@Suite struct NameTests {
  @Test(arguments: [
    ("", "\"\" is no name in Lua; use letters, digits and _, and no digit at the beginning"),
    ("1a", "\"1a\" is no name in Lua; use letters, digits and _, and no digit at the beginning"),
    ("ä", "\"ä\" is no name in Lua; use letters, digits and _, and no digit at the beginning"),
    ("a.", "\"a.\" is no name in Lua; use letters, digits and _, and no digit at the beginning"),
    ("a.b.c", "\"a.b.c\" has more than one dot; a module has no modules in it"),
    ("end", "\"end\" cannot be used, since `end` is a word of Lua"),
    ("a.end", "\"a.end\" cannot be used, since `end` is a word of Lua"),
    ("print", "\"print\" is taken, since `print` is a part of Lua"),
    ("string.trim", "\"string.trim\" is taken, since `string` is a part of Lua"),
    ("_G", "\"_G\" is taken, since `_G` is a part of Lua"),
    ("_ENV", "\"_ENV\" is taken, since `_ENV` is a part of Lua"),
    ("usage", "\"usage\" is taken, since `usage` is there already"),
    ("usage.mine", "\"usage.mine\" is taken, since `usage` is there already"),
    ("mine", "\"mine\" would be a module and not a module at the same time"),
    ("yours.x", "\"yours.x\" would be a module and not a module at the same time"),
  ])
  func `a name that cannot be used is refused`(name: String, message: String) throws {
    var library = LuaLibrary(reserving: ["usage"])
    try library.expose("mine.a", value: 1)
    try library.expose("yours", value: 1)
    let error = #expect(throws: LuaNameError.self) { try library.expose(name, value: 1) }
    #expect(error?.description == message)
    #expect(library.globals == ["mine", "yours"])
  }

  @Test func `parameters have a name each, or none has`() {
    var library = LuaLibrary()
    let tooFew = #expect(throws: LuaNameError.self) {
      try library.expose("f", parameters: ["a"]) { (a: Int, b: Int) in a + b }
    }
    #expect(tooFew?.description == "\"f\" takes 2 arguments and has names for 1")
    let keyword = #expect(throws: LuaNameError.self) {
      try library.expose("f", parameters: ["end"]) { (a: Int) in a }
    }
    #expect(keyword?.description == "\"end\" cannot be the name of a parameter in Lua")
    let twice = #expect(throws: LuaNameError.self) {
      try library.expose("f", parameters: ["a", "a"]) { (a: Int, b: Int) in a + b }
    }
    #expect(twice?.description == "\"f\" has two parameters called `a`")
  }

  @Test func `the last of two with one name counts`() async throws {
    var first = LuaSandbox()
    try first.expose("who", value: "Ada")
    var second = first
    try second.expose("who", value: "Grace")
    #expect(try await first.run("return who", returning: String.self) == "Ada")
    #expect(try await second.run("return who", returning: String.self) == "Grace")
  }

  @Test func `stubs say what the closures take and give`() throws {
    var library = LuaLibrary()
    try library.expose("apps", summary: "The apps that run.", value: ["mail"])
    try library.expose("lookup_owner", summary: "Who looks after\nan app.", parameters: ["app"]) {
      (app: String) -> String? in app
    }
    try library.expose("crm.limits", summary: "What each may spend.", value: ["mail": 1.5])
    try library.expose("crm.note", parameters: ["app", "tags", "days"]) {
      (app: String, tags: [String?], days: Int?) in assert(!app.isEmpty || tags.count > days ?? 0)
    }
    try library.expose("flip") { (flag: Bool) in !flag }
    #expect(
      library.stubs == """
        ---@meta

        ---The apps that run.
        ---@type string[]
        apps = nil

        ---Who looks after an app.
        ---@param app string
        ---@return string|nil
        function lookup_owner(app) end

        ---@class crm
        ---@field limits table<string, number> What each may spend.
        crm = {}

        ---@param app string
        ---@param tags (string|nil)[]
        ---@param days? integer
        function crm.note(app, tags, days) end

        ---@param argument1 boolean
        ---@return boolean
        function flip(argument1) end

        """
    )
  }

  @Test func `stubs are Lua`() throws {
    var library = LuaLibrary()
    try library.expose("crm.owner") { (app: String) in app }
    try library.expose("apps", value: [1])
    try run(library.stubs)
  }
}
