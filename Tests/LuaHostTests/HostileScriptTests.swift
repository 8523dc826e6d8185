import LuaHost
import Testing

/// Scripts that try not to end, each of which a limit or an error ends.
@Suite(.serialized) struct HostileScriptTests {
  private let limits = LuaLimits(cpuTime: .milliseconds(100), memory: 64 << 20)

  /// The scripts in the folder of hostile ones, by name; those below it need the end of their process.
  private static let names = Fixture.names(in: "hostile")

  @Test(arguments: names)
  func `it ends`(name: String) throws {
    let source = try Fixture.text("hostile/\(name)")
    let start = processorTime()
    let error = try #require(failure(of: source, limits: limits))
    #expect(processorTime() - start < 2)
    #expect(error.code != .syntax)
  }

  @Test func `there are hostile scripts`() {
    #expect(Self.names.count > 30)
  }

  @Test(arguments: [
    (
      "return table.move({}, 1, math.maxinteger - 1, 1)",
      "bad argument #3 to 'move' (more than 10,000,000 elements)"
    ),
    (
      "table.insert(setmetatable({}, { __len = function() return 1 << 40 end }), 1, 0)",
      "bad argument #1 to 'insert' (a table with __len is not accepted here)"
    ),
    (
      "table.concat(setmetatable({}, { __index = string.rep }))",
      "bad argument #1 to 'concat' (a table with __index is not accepted here)"
    ),
    (
      "local t = {} for i = 62, 0, -1 do t[1 << i] = 1 end table.remove(t, 1)",
      "bad argument #1 to 'remove' (more than 10,000,000 elements)"
    ),
    ("return table.unpack({}, 1, 1e7)", "too many results to unpack"),
    ("local function f() return f() + 1 end f()", "stack overflow"),
    ("string.rep('x', -1)()", "attempt to call a string value"),
    ("coroutine.yield()", "attempt to yield from outside a coroutine"),
    (
      "setmetatable(_G, { __index = function(t, k) return t[k] end }) return nothing",
      "C stack overflow"
    ),
    (
      "local function f() return coroutine.wrap(f)() end f()",
      "coroutines run inside each other more than 100 deep"
    ),
  ])
  func `it is refused`(source: String, message: String) throws {
    let error = try #require(failure(of: source))
    #expect(error.code == .runtime)
    #expect(error.message.hasPrefix(message))
  }

  @Test func `coroutines that close each other do not crash`() throws {
    let source = """
      local function nest(depth)
        local co = coroutine.create(function()
          local x <close> = setmetatable({}, { __close = function() nest(depth + 1) end })
          coroutine.yield()
        end)
        coroutine.resume(co)
        local ok, problem = coroutine.close(co)
        if not ok then error(problem, 0) end
      end
      nest(1)
      """
    let error = try #require(failure(of: source))
    #expect(error.message == "coroutines close each other more than 50 deep")
  }

  @Test func `pcall cannot catch memory`() {
    let source = """
      local ok, problem = pcall(function()
        local t = {}
        while true do t[#t + 1] = ("x"):rep(100000) .. #t end
      end)
      print("caught", ok, problem)
      return "went on"
      """
    #expect(failure(of: source, limits: LuaLimits(memory: 8 << 20))?.code == .memory)
  }

  @Test func `a coroutine cannot catch memory`() {
    let source = """
      print(coroutine.resume(coroutine.create(function() return ("x"):rep(1 << 30) end)))
      return "went on"
      """
    #expect(failure(of: source, limits: limits)?.code == .memory)
  }

  @Test func `pcall cannot catch time`() {
    let source = "pcall(function() while true do end end) return 'went on'"
    #expect(failure(of: source, limits: limits)?.code == .time)
  }

  @Test func `5000 nested braces are a syntax error`() {
    let error = failure(of: "return " + String(repeating: "{", count: 5000))
    #expect(error?.code == .syntax)
  }
}
