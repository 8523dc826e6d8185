import LuaHost
import Testing

@Suite struct ErrorTextTests {
  @Test func `a syntax error names its file and line`() {
    let error = failure(of: "local a = 1\nlocal b = = 2")
    #expect(error?.code == .syntax)
    #expect(
      error?.description == """
        test.lua:2: unexpected symbol near '='
             2 | local b = = 2
        """
    )
  }

  @Test func `parsing alone finds a syntax error and runs nothing`() throws {
    let state = try LuaState()
    state.onPrint = { Issue.record("printed \($0)") }
    try state.compile(Array("print('x')".utf8), name: "a.lua")
    let error = #expect(throws: LuaError.self) {
      try state.compile(Array("x = ".utf8), name: "a.lua")
    }
    #expect(error?.description.hasPrefix("a.lua:1: unexpected symbol near <eof>") == true)
  }

  @Test func `an error shows the calls that led to it`() {
    let source = """
      local function total(list)
        return list.a + list.b
      end
      function report()
        local sum = total({ a = 1 })
        return sum
      end
      report()
      """
    #expect(
      failure(of: source)?.description == """
        test.lua:2: attempt to perform arithmetic on a nil value (field 'b')
             2 |   return list.a + list.b
        stack: test.lua:2 in function 'total'
               test.lua:5 in function 'report'
               test.lua:8 in main chunk
        """
    )
  }

  @Test func `the blamed line may be the caller's`() {
    let error = failure(of: "local function f() error('bad call', 2) end\nf()")
    #expect(error?.place == LuaPlace(file: "test.lua", line: 2))
    #expect(error?.message == "bad call")
  }

  @Test(arguments: [
    ("error({ code = 5 })", "the error is a table value"),
    ("error({ message = 'from a field' })", "from a field"),
    (
      "error(setmetatable({}, { __tostring = function() return 'from tostring' end }))",
      "from tostring"
    ),
    (
      "error(setmetatable({}, { __tostring = function() error('no') end }))",
      "the error is a table value"
    ),
    ("error(nil)", "the error is a nil value"),
    ("error(5)", "the error is a number value"),
    ("error('plain', 0)", "plain"),
  ])
  func `any error value keeps its place`(source: String, message: String) {
    let error = failure(of: "\n\n" + source)
    #expect(error?.message == message)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 3))
  }

  @Test func `a caught and raised error tells where it was raised last`() {
    let error = failure(of: "local ok, e = pcall(error, 'first')\nerror(e)")
    #expect(error?.description.hasPrefix("test.lua:2: first\n") == true)
  }

  @Test func `an error in a coroutine keeps its place and its calls`() {
    let source = """
      local step = coroutine.wrap(function()
        local x = nil + 1
      end)
      step()
      """
    #expect(
      failure(of: source)?.description == """
        test.lua:2: attempt to perform arithmetic on a nil value
             2 |   local x = nil + 1
        stack: test.lua:2 in function at line 1
               test.lua:4 in main chunk
        """
    )
  }

  @Test func `an excerpt is cut and made printable`() throws {
    let source = "local s = '\u{1B}[31m\u{202E}é' .. nil --\t" + String(repeating: "x", count: 200)
    let excerpt = try #require(failure(of: source)?.excerpt)
    #expect(excerpt.hasPrefix(#"local s = '\x1b[31m\u{202e}é' .. nil --  xxx"#))
    #expect(excerpt.hasSuffix("x…"))
  }

  @Test func `an excerpt of invalid UTF-8 is repaired`() throws {
    let state = try LuaState()
    let error = #expect(throws: LuaError.self) {
      try state.run(Array("error('a".utf8) + [0xFF] + Array("b')".utf8), name: "a.lua")
    }
    #expect(error?.message == "a\u{FFFD}b")
    #expect(error?.excerpt == "error('a\u{FFFD}b')")
  }

  @Test func `a message may hold NUL and control bytes`() {
    #expect(failure(of: #"error("a\0b\27c\nd", 0)"#)?.message == "a\\x00b\\x1bc\nd")
  }

  @Test func `a long file name is whole in the place`() throws {
    let name = String(repeating: "folder/", count: 20) + "script.lua"
    let state = try LuaState()
    let error = #expect(throws: LuaError.self) {
      try state.run(Array("\nerror('x')".utf8), name: name)
    }
    #expect(error?.place == LuaPlace(file: name, line: 2))
    #expect(error?.message == "x")
  }

  @Test func `a deep stack is cut`() {
    let error = failure(of: "local function f(n) if n == 0 then error('x') end f(n - 1) end f(100)")
    #expect(error?.traceback.count == 21)
    #expect(error?.traceback.last == "...")
  }

  @Test func `a standard function names its argument`() {
    let error = failure(of: "string.rep()")
    #expect(error?.message == "bad argument #1 to 'rep' (string expected, got no value)")
    #expect(error?.place == LuaPlace(file: "test.lua", line: 1))
  }
}
