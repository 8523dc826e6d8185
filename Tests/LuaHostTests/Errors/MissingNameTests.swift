import LuaHost
import Testing

@Suite struct MissingNameTests {
  @Test(arguments: [
    ("io.open('x')", "`io` is not available in report scripts"),
    ("local f = io.open f('x')", "`io` is not available in report scripts"),
    ("debug.traceback()", "`debug` is not available in report scripts"),
    ("load('x')", "`load` is not available in report scripts"),
    ("local f = loadstring f('x')", "`loadstring` is not available in report scripts"),
    ("collectgarbage()", "`collectgarbage` is not available in report scripts"),
    ("dofile()", "`dofile` is not available in report scripts"),
    ("unpack({})", "`unpack` is not available in report scripts"),
    ("os.execute('x')", "`os.execute` is not available in report scripts"),
    ("os.exit()", "`os.exit` is not available in report scripts"),
    ("local f = os.getenv f('x')", "`os.getenv` is not available in report scripts"),
    ("local o = os o.remove('x')", "`os.remove` is not available in report scripts"),
    ("string.dump(print)", "`string.dump` is not available in report scripts"),
    ("local s = string s.dump(print)", "`string.dump` is not available in report scripts"),
    ("table.getn({})", "`table.getn` is not available in report scripts"),
    ("math.pow(2, 3)", "`math.pow` is not available in report scripts"),
    ("setmetatable({}, { __gc = print })", "`__gc` is not available in report scripts"),
    (
      "('x'):dump()",
      "attempt to call a nil value (method 'dump'); `string.dump` is not available in report scripts"
    ),
  ])
  func `what scripts do not have is named`(source: String, message: String) {
    #expect(failure(of: source)?.message == message)
  }

  @Test(arguments: [
    ("prnt('x')", "attempt to call a nil value (global 'prnt'); did you mean \"print\"?"),
    ("usag.x()", "attempt to index a nil value (global 'usag'); did you mean \"usage\"?"),
    (
      "local x = 1 + usag",
      "attempt to perform arithmetic on a nil value (global 'usag'); did you mean \"usage\"?"
    ),
    (
      "local x = 'a' .. usag",
      "attempt to concatenate a nil value (global 'usag'); did you mean \"usage\"?"
    ),
    (
      "local x = #usag",
      "attempt to get length of a nil value (global 'usag'); did you mean \"usage\"?"
    ),
    (
      "local x = usag < 5",
      "attempt to compare nil with number (global 'usag'); did you mean \"usage\"?"
    ),
    (
      "local x = 5 >= usag",
      "attempt to compare nil with number (global 'usag'); did you mean \"usage\"?"
    ),
    (
      "local spend = 5\nprint(spned.x)",
      "attempt to index a nil value (global 'spned'); did you mean \"spend\"?"
    ),
    (
      "print(spned.x)\nlocal function spend() end",
      "attempt to index a nil value (global 'spned'); did you mean \"spend\"?"
    ),
    ("math.sqroot(2)", "attempt to call a nil value (field 'sqroot'); did you mean \"sqrt\"?"),
    (
      "local m = math m.sqroot(2)",
      "attempt to call a nil value (field 'sqroot'); did you mean \"sqrt\"?"
    ),
    ("('x'):uper()", "attempt to call a nil value (method 'uper'); did you mean \"upper\"?"),
    (
      "local t = {} function t:group() end t:gruop()",
      "attempt to call a nil value (method 'gruop'); did you mean \"group\"?"
    ),
    (
      "local t = { total = print } t.totl()",
      "attempt to call a nil value (field 'totl'); did you mean \"total\"?"
    ),
  ])
  func `a misspelt name is told with what was meant`(source: String, message: String) {
    let error = failure(of: source) { try $0.setGlobal("usage", to: .table(LuaTable())) }
    #expect(error?.message == message)
    #expect(error?.column != nil)
  }

  @Test(arguments: [
    ("frobnicate()", "attempt to call a nil value (global 'frobnicate')"),
    ("local x x()", "attempt to call a nil value (local 'x')"),
    (
      "local row = { row1 = 1 } local x = row.row2 + 1",
      "attempt to perform arithmetic on a nil value (field 'row2')"
    ),
    ("local t = {} local x = t.a < 5", "attempt to compare nil with number"),
    ("local a local x = a < 5", "attempt to compare nil with number"),
    ("local function f(a) return a < 5 end f()", "attempt to compare nil with number"),
    ("local x = {} < 5", "attempt to compare table with number"),
    ("local t = {} t.execute()", "attempt to call a nil value (field 'execute')"),
    ("error('attempt to call a nil value', 0)", "attempt to call a nil value"),
  ])
  func `nothing is guessed where nothing is near`(source: String, message: String) {
    #expect(failure(of: source)?.message == message)
  }

  @Test func `an undefined global may be asked for`() throws {
    #expect(
      try shown("return io == nil, load == nil, os.execute == nil, nothing") == "true true true nil"
    )
  }
}
