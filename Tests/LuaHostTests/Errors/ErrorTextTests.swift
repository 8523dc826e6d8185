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
               |                        ^
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

  @Test func `of a deep stack the innermost and the outermost calls are told`() {
    let source = """
      local function f(n)
        if n == 0 then error("x") end
        if n % 2 == 0 then f(n - 1) else
          f(n - 1)
        end
      end
      f(100)
      """
    let error = failure(of: source)
    #expect(error?.traceback.count == 18)
    #expect(error?.traceback.first == "test.lua:2 in function 'f'")
    #expect(error?.traceback[11] == "test.lua:4 in function 'f'")
    #expect(error?.traceback.last == "test.lua:7 in main chunk")
  }

  @Test func `an endless recursion is told in a few lines`() {
    let error = failure(of: "local function f(n)\n  return 1 + f(n)\nend\nf(1)")
    #expect(error?.message == "stack overflow")
    #expect(error?.traceback.count == 4)
    #expect(error?.traceback[0] == "test.lua:2 in function 'f' (11 times)")
    #expect(error?.traceback[1].hasPrefix("... (") == true)
    #expect(error?.traceback[2] == "test.lua:2 in function 'f' (6 times)")
    #expect(error?.traceback[3] == "test.lua:4 in main chunk")
  }

  @Test func `calls by an operator, a loop and a method are told as such`() {
    let source = """
      local object = setmetatable({}, { __index = function() error("x") end })
      function object.read(self) local name = self.name return name end
      for _ in function() local name = object:read() return name end do end
      """
    #expect(
      failure(of: source)?.traceback == [
        "test.lua:1 in metamethod 'index'", "test.lua:2 in method 'read'",
        "test.lua:3 in function at line 3", "test.lua:3 in main chunk",
      ]
    )
  }

  @Test func `a long message is cut`() {
    let error = failure(of: "error(('x'):rep(100000), 0)")
    #expect(error?.message == String(repeating: "x", count: 2000) + "…")
  }

  @Test func `a standard function names its argument`() {
    let error = failure(of: "string.rep()")
    #expect(error?.message == "bad argument #1 to 'rep' (string expected, got no value)")
    #expect(error?.place == LuaPlace(file: "test.lua", line: 1))
  }
}
