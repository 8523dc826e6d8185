import Foundation
import LuaHost
import Testing
import UsageModel
import UsagePlugins
import UsageProviders

/// Plug-ins that mean harm, or have lost their way.
struct HostilePluginTests {
  @Test
  func `a loop in the file itself ends`() {
    let problem = #expect(throws: PluginProblem.self) {
      try SamplePlugin.plugin("while true do end")
    }
    #expect(problem?.message == "the script used up its CPU time (limit 1 s)")
  }

  @Test
  func `a loop in requests ends, also in a coroutine and behind pcall`() {
    for body in [
      "while true do end", "coroutine.wrap(function() while true do end end)()",
      "while true do pcall(function() while true do end end) end",
    ] {
      let error = #expect(throws: FetchError.self) { try SamplePlugin.requests(body) }
      #expect(error?.message.contains("limit") == true)
    }
  }

  @Test
  func `a loop in normalise ends`() throws {
    var plugin = try SamplePlugin.plugin(SamplePlugin.text(normalise: "while true do end"))
    plugin.limits.cpuTime = .milliseconds(200)
    let reply = ProviderReply(
      request: "a",
      body: Array("{}".utf8),
      observedAt: SamplePlugin.noon,
      learntAt: SamplePlugin.noon
    )
    let error = #expect(throws: ReplyError.self) { try plugin.normalise(reply) }
    #expect(error?.description.contains("used up its CPU time") == true)
  }

  @Test(arguments: ["hash-collisions", "long-compares", "call-chain"])
  func `what cannot be stopped in process stays short under the small limits`(name: String) throws {
    let source = try Self.fixture("unstoppable/\(name).lua")
    let clock = ContinuousClock()
    let time = clock.measure {
      _ = try? SamplePlugin.plugin(source)
    }
    // Without the small memory limit each takes minutes; a slow machine has its time here.
    #expect(time < .seconds(60))
  }

  private static func fixture(_ name: String) throws -> String {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: "/\(folder)/Fixtures/hostile/\(name)", encoding: .utf8)
  }

  @Test
  func `huge tables are refused by memory`() {
    let error = #expect(throws: FetchError.self) {
      try SamplePlugin.requests("local t = {} for i = 1, 1e9 do t[i] = { i } end return t")
    }
    #expect(error?.message.contains("limit 1 MiB") == true)
  }

  @Test
  func `metatables change nothing of what is read`() throws {
    let requests = try SamplePlugin.requests(
      """
      local row = setmetatable({ id = "a" }, { __index = function(_, key) return key == "path" and "../x" or nil end })
      row.path = "fine"
      return setmetatable({ row }, { __len = function() return 1e9 end, __pairs = function() error("no") end })
      """
    )
    #expect(requests.map(\.path) == [["fine"]])
  }

  @Test
  func `coroutines, functions and tables in themselves are no results`() {
    let results = [
      "return { coroutine.create(print) }", "return { print }",
      "local t = {} t[1] = t return t", "return { { id = {}, path = 'a' } }",
    ]
    for body in results {
      #expect(throws: FetchError.self) { try SamplePlugin.requests(body) }
    }
  }

  @Test
  func `nothing that a plug-in can reach holds a credential, an address or a file`() throws {
    let search = """
      local seen, found = {}, {}
      local function walk(value, path, depth)
        if type(value) == "string" then
          if value:find("sekret", 1, true) then found[#found + 1] = path end
        elseif type(value) == "table" and not seen[value] and depth < 20 then
          seen[value] = true
          for key, entry in pairs(value) do
            walk(key, path .. ".key", depth + 1)
            walk(entry, path .. "." .. tostring(key), depth + 1)
          end
        end
      end
      walk(_G, "_G", 0)
      walk(plan, "plan", 0)
      for _, name in ipairs { "io", "debug", "package", "load", "loadstring", "dofile", "collectgarbage" } do
        if rawget(_G, name) ~= nil then found[#found + 1] = name end
      end
      if rawget(os, "getenv") ~= nil or rawget(os, "execute") ~= nil then found[#found + 1] = "os" end
      assert(plan.options.org == "acme-inc" and plan.options.key == nil)
      if #found > 0 then error(table.concat(found, ", ")) end
      return {}
      """
    let plugin = try SamplePlugin.plugin(
      SamplePlugin.text(
        requests: search,
        head: SamplePlugin.head + ", options = { { name = 'org' } }"
      )
    )
    #expect(
      try plugin.requests(
        for: SamplePlugin.source(["org": "acme-inc"]),
        plan: FetchPlan(now: SamplePlugin.noon)
      ).isEmpty
    )
  }
}
