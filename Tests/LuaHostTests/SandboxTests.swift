import LuaHost
import Testing

@Suite struct SandboxTests {
  /// Everything a script can reach, which is also what the reference page lists.
  private let allowed: Set<String> = [
    "_G", "_VERSION", "assert", "error", "getmetatable", "ipairs", "next", "pairs", "pcall",
    "print", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable",
    "tonumber", "tostring", "type", "xpcall",
    "coroutine", "coroutine.close", "coroutine.create", "coroutine.isyieldable",
    "coroutine.resume", "coroutine.running", "coroutine.status", "coroutine.wrap",
    "coroutine.yield",
    "math", "math.abs", "math.acos", "math.asin", "math.atan", "math.ceil", "math.cos",
    "math.deg", "math.exp", "math.floor", "math.fmod", "math.huge", "math.log", "math.max",
    "math.maxinteger", "math.min", "math.mininteger", "math.modf", "math.pi", "math.rad",
    "math.random", "math.randomseed", "math.sin", "math.sqrt", "math.tan", "math.tointeger",
    "math.type", "math.ult",
    "os", "os.clock", "os.date", "os.difftime", "os.time",
    "string", "string.byte", "string.char", "string.find", "string.format", "string.gmatch",
    "string.gsub", "string.len", "string.lower", "string.match", "string.pack",
    "string.packsize", "string.rep", "string.reverse", "string.sub", "string.unpack",
    "string.upper",
    "table", "table.concat", "table.insert", "table.move", "table.pack", "table.remove",
    "table.sort", "table.unpack",
    "utf8", "utf8.char", "utf8.charpattern", "utf8.codepoint", "utf8.codes", "utf8.len",
    "utf8.offset",
  ]

  /// Walks tables, their metatables, and the methods of strings.
  private let walk = """
    local seen, names = { [_G] = true }, {}
    local function visit(value, prefix)
      for key, inner in pairs(value) do
        local name = prefix .. tostring(key)
        names[#names + 1] = name
        if type(inner) == "table" and not seen[inner] then
          seen[inner] = true
          visit(inner, name .. ".")
        end
        local meta = getmetatable(inner)
        if type(meta) == "table" then visit(meta, name .. "@") end
      end
    end
    visit(_G, "")
    return names
    """

  @Test func `a walk from the globals finds the allow-list and nothing else`() throws {
    guard case .table(let names) = try run(walk)[0] else { return }
    let found = Set(
      names.array.compactMap { value in
        if case .string(let name) = value { name.text } else { nil }
      }
    )
    #expect(found == allowed)
  }

  @Test func `methods of strings are those of the library`() throws {
    #expect(try shown("return ('').dump, ('').format == string.format") == "nil true")
    #expect(try shown("return getmetatable('')") == "false")
  }

  @Test(arguments: [
    "io.open('x')", "debug.traceback()", "package.loaded.io = 1", "collectgarbage()",
    "dofile('x')", "load('return 1')", "loadfile('x')", "loadstring('x')", "os.execute('ls')",
    "os.exit()", "os.getenv('HOME')", "os.remove('x')", "os.rename('x', 'y')",
    "os.setlocale('')", "os.tmpname()", "string.dump(print)", "warn('x')",
  ])
  func `what is removed says so`(source: String) throws {
    let error = try #require(failure(of: source))
    let name = String(try #require(source.split { $0 == "(" || $0 == " " }.first))
    let global = name.split(separator: ".")[0]
    let shownName = ["os", "string"].contains(global) ? name : String(global)
    #expect(error.message == "`\(shownName)` is not available in report scripts")
    #expect(error.place == LuaPlace(file: "test.lua", line: 1))
  }

  @Test func `an undefined global is nil until it is used`() throws {
    #expect(try shown("return io, undefined, io == nil") == "nil nil true")
  }

  @Test func `a misspelt global gets a suggestion`() {
    let error = failure(of: "tabel.insert({}, 1)")
    #expect(
      error?.message == #"attempt to index a nil value (global 'tabel'); did you mean "table"?"#
    )
    let own = failure(of: "usge.load()") { try $0.setModule("usage") }
    #expect(own?.message == #"attempt to index a nil value (global 'usge'); did you mean "usage"?"#)
  }

  @Test(arguments: ["__gc", "__mode"])
  func `finalisers and weak tables are refused`(field: String) {
    let error = failure(of: "setmetatable({}, { \(field) = 'k' })")
    #expect(error?.message == "`\(field)` is not available in report scripts")
  }

  @Test func `a protected metatable stays`() {
    let error = failure(of: "setmetatable(setmetatable({}, { __metatable = 1 }), {})")
    #expect(error?.message == "cannot change a protected metatable")
  }

  @Test func `compiled Lua is refused`() throws {
    let error = failure(of: "\u{1B}Lua")
    #expect(error?.code == .syntax)
    #expect(error?.message == "this is compiled Lua, and a script is text")
  }

  @Test func `tostring shows numbers instead of addresses`() throws {
    let source = """
      local a, b = {}, {}
      local names = { tostring(a), tostring(b), tostring(a), tostring(print), string.format("%s", b) }
      return table.concat(names, " ")
      """
    #expect(try shown(source) == #""table: 1 table: 2 table: 1 function: 3 table: 2""#)
  }

  @Test func `tostring follows the metatable`() throws {
    #expect(
      try shown("return tostring(setmetatable({}, { __tostring = function() return 'me' end }))")
        == #""me""#
    )
    #expect(try shown("return tostring(setmetatable({}, { __name = 'Thing' }))") == #""Thing: 1""#)
    let error = failure(of: "tostring(setmetatable({}, { __tostring = function() return 1 end }))")
    #expect(error?.message == "'__tostring' must return a string")
  }

  @Test func `string.format has no addresses`() {
    #expect(
      failure(of: "return ('%p'):format({})")?.message == "`%p` is not available in report scripts"
    )
    #expect(
      failure(of: "return string.format('%d', 'x')")?.message.hasPrefix(
        "bad argument #2 to 'format'"
      ) == true
    )
  }

  @Test(arguments: [
    (
      "return string.format('%5.1f|%-4s|%%|%q|%s', 1.25, 'ab', 'x', nil)",
      #""  1.2|ab  |%|"x"|nil""#
    ),
    ("return ('ab'):rep(3, ','), (''):rep(1 << 62), ('a'):rep(-1)", #""ab,ab,ab" "" """#),
    (
      "local t = { 3, 1, 2 } table.sort(t) table.insert(t, 1, 0) return table.concat(t, ' ')",
      #""0 1 2 3""#
    ),
    ("return table.unpack(table.move({ 1, 2, 3 }, 2, 3, 1))", "2 3 3"),
    (
      "local List = {} List.__index = List local l = setmetatable({}, List) table.insert(l, 5) return l[1]",
      "5"
    ),
    ("return select('#', table.unpack({}, 1, 100))", "100"),
  ])
  func `guarded functions do what the stock ones do`(source: String, expected: String) throws {
    #expect(try shown(source) == expected)
  }

  @Test func `the clock and the seed are those of the environment`() throws {
    let environment = LuaEnvironment(now: 1_790_000_000, randomSeed: 42)
    let source = """
      local first = math.random(1 << 40)
      math.randomseed()
      return os.time(), os.date("%Y-%m-%d %H:%M:%S %Z"), os.clock(), math.random(1 << 40) == first,
        os.time { year = 2026, month = 14, day = 1, hour = 0 }, os.date("*t", 0).year
      """
    let results = try shown(source, environment: environment)
    #expect(
      results
        == #"1790000000 "2026-09-21 14:13:20 UTC" 0.0 true 1801440000 1970"#
    )
    let random = "return math.random(1 << 40), math.random()"
    #expect(
      try shown(random, environment: environment) == shown(random, environment: environment)
    )
    #expect(try shown(random, environment: environment) != shown(random))
  }

  /// The lines that a source prints.
  private func printed(_ source: String) throws -> [String] {
    var lines: [String] = []
    try run(source) { state in
      state.onPrint = { lines.append($0.text) }
    }
    return lines
  }

  @Test func `print goes to the log`() throws {
    #expect(try printed("print('a', 1, nil, 2.5) print()") == ["a\t1\tnil\t2.5", ""])
  }

  @Test func `print shows values by their metatables`() throws {
    let source = """
      local named = setmetatable({}, { __name = "Thing" })
      local texty = setmetatable({}, { __tostring = function() return ("t"):rep(2000) end })
      print(named, texty, named, {}, print)
      """
    let text = String(repeating: "t", count: 2000)
    #expect(try printed(source) == ["Thing: 1\t\(text)\tThing: 1\ttable: 2\tfunction: 3"])
  }

  @Test func `coroutines work as in the manual`() throws {
    let source = """
      local out = {}
      local co = coroutine.create(function(a, b)
        local c = coroutine.yield(a + b)
        local ok, problem = pcall(function() coroutine.yield(c * 2) error("inside", 0) end)
        return ok, problem
      end)
      local function add(...) for _, v in ipairs({ ... }) do out[#out + 1] = tostring(v) end end
      add(coroutine.resume(co, 1, 2)) add(coroutine.resume(co, 10)) add(coroutine.status(co))
      add(coroutine.resume(co)) add(coroutine.resume(co)) add(coroutine.close(co))
      add(coroutine.resume(coroutine.running())) add(coroutine.isyieldable())
      for i in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) do add(i) end
      coroutine.wrap(function()
        local main = coroutine.running()
        add(coroutine.resume(main))
      end)()
      add(coroutine.close(coroutine.create(print)))
      return table.concat(out, " ")
      """
    #expect(
      try shown(source) == """
        "true 3 true 20 suspended true false inside false cannot resume dead coroutine true \
        false cannot resume non-suspended coroutine false 1 2 3 \
        false cannot resume non-suspended coroutine true"
        """
    )
  }

  @Test func `states know nothing of each other`() throws {
    try run("string.format = nil; shared = 1")
    #expect(try shown("return shared, type(string.format)") == #"nil "function""#)
  }
}
