import LuaHost
import Testing

@Suite struct RaisedValueTests {
  @Test(arguments: [
    ("error({ code = 5 })", "the error is a table without a message"),
    ("error({ message = 'from a field' })", "from a field"),
    ("error({ message = 5 })", "the error is a table without a message"),
    (
      "error(setmetatable({}, { __tostring = function() return 'from tostring' end }))",
      "from tostring"
    ),
    (
      "error(setmetatable({}, { __tostring = function() error('no') end }))",
      "the error is a table without a message"
    ),
    (
      "error(setmetatable({}, { __tostring = function() while true do error({}) end end }))",
      "the error is a table without a message"
    ),
    ("error(nil)", "the error is nil"),
    ("error()", "the error is nil"),
    ("error(5)", "the error is the number 5"),
    ("error(2.5)", "the error is the number 2.5"),
    ("error(true)", "the error is the boolean true"),
    ("error(print)", "the error is a function"),
    ("error('plain', 0)", "plain"),
    ("error('plain', 1)", "plain"),
    ("assert(false)", "assertion failed!"),
    ("assert(nil, 'told')", "told"),
    ("assert(false, { message = 'from a field' })", "from a field"),
  ])
  func `any error value keeps its place`(source: String, message: String) {
    let error = failure(of: "\n\n" + source)
    #expect(error?.message == message)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 3))
    #expect(error?.traceback == ["test.lua:3 in main chunk"])
  }

  @Test func `a caught and raised error tells where it was raised last`() {
    let error = failure(of: "local ok, e = pcall(error, 'first')\nerror(e)")
    #expect(error?.description.hasPrefix("test.lua:2: first\n") == true)
  }

  @Test func `a text that is raised again as it was keeps its place`() {
    let source = """
      local ok, e = pcall(function()
        error("first")
      end)
      error(e, 0)
      """
    let error = failure(of: source)
    #expect(error?.message == "first")
    #expect(error?.place == LuaPlace(file: "test.lua", line: 2))
    #expect(error?.excerpt == #"  error("first")"#)
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

  @Test func `an object that leaves a coroutine and is raised again keeps its place and its calls`()
  {
    let source = """
      local step = coroutine.wrap(function()
        error({ message = "from a coroutine" })
      end)
      local ok, e = pcall(step)
      error(e, 0)
      """
    #expect(
      failure(of: source)?.description == """
        test.lua:2: from a coroutine
             2 |   error({ message = "from a coroutine" })
        stack: test.lua:2 in function at line 1
               test.lua:4 in main chunk
        """
    )
  }

  @Test(arguments: [
    "pcall(raise)", "xpcall(raise, function(e) return e end)",
    "coroutine.resume(coroutine.create(raise))", "pcall(pcall, raise)",
  ])
  func `an object that was caught and is raised again keeps its first place`(call: String) {
    let source = """
      local function raise()
        error({ message = "first" })
      end
      local ok, e, inner = \(call)
      error(inner or e, 0)
      """
    let error = failure(of: source)
    #expect(error?.message == "first")
    #expect(error?.place == LuaPlace(file: "test.lua", line: 2))
    #expect(error?.traceback.first?.hasPrefix("test.lua:2 in ") == true)
    #expect(error?.traceback.last == "test.lua:4 in main chunk")
  }

  @Test func `an object that is raised anew at its own line has that way there`() {
    let source = """
      local e = { message = "same" }
      local function raise()
        error(e)
      end
      pcall(raise)
      raise()
      """
    #expect(
      failure(of: source)?.traceback == [
        "test.lua:3 in function 'raise'", "test.lua:6 in main chunk",
      ]
    )
  }

  @Test func `a handler that fails itself ends in an error of its own`() throws {
    let results = try shown("return xpcall(error, function() error('again') end, 'first')")
    #expect(results.hasPrefix("false "))
  }
}
