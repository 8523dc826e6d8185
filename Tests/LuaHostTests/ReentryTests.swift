import LuaHost
import Testing

/// What a script does while the host is about to read something of it.
struct ReentryTests {
  private let host = HostFunction("host") { call in .integer(Int64(call.count)) }

  @Test(arguments: ["host(('x'):rep(100000) .. 'y')", "host()", "host({ 1, 2, {} }, 'a', 'b')"])
  func `a key whose text calls the host is an unknown name like any other`(call: String) throws {
    let source = """
      local key = setmetatable({}, { __tostring = function()
        \(call)
        for i = 1, 20000 do local garbage = { i } end
        return "knwn"
      end })
      return module[key]
      """
    let error = failure(of: source) { state in
      try state.setGlobal("host", to: .hostFunction(host))
      try state.setModule("module", values: ["known": 1])
    }
    #expect(error?.message == #"module has no "knwn"; did you mean "known"?"#)
  }

  @Test func `functions beside an argument that is refused are let go of`() throws {
    let source = """
      local co = coroutine.create(print)
      for i = 1, 60000 do pcall(host, function() return i end, co) end
      return "went on"
      """
    let limits = LuaLimits(cpuTime: .seconds(300), wallTime: .seconds(600), memory: 2 << 20)
    let result = try run(source, limits: limits) { state in
      try state.setGlobal("host", to: .hostFunction(host))
    }
    #expect(result.map(show) == [#""went on""#])
  }

  @Test(arguments: ["1", "false"])
  func `equal values are not the same error`(value: String) {
    let source = """
      pcall(function()
        error(\(value))
      end)

      error(\(value))
      """
    #expect(failure(of: source)?.place == LuaPlace(file: "test.lua", line: 5))
  }

  @Test func `an error's own text does not change where it was raised`() {
    let source = """
      local e = setmetatable({}, { __tostring = function()
        pcall(function() error({}) end)
        return "zz"
      end })
      error(e)
      """
    let error = failure(of: source)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 5))
    #expect(error?.message == "zz")
  }

  @Test(arguments: ["tonumber(s)", "tonumber(s, 10)", "math.abs(s)", "return s + 0", "return -s"])
  func `reading long numbers ends with the time`(work: String) throws {
    let source = "local s = ('0'):rep(1 << 22) while true do pcall(function() \(work) end) end"
    let start = processorTime()
    let error = failure(of: source, limits: LuaLimits(cpuTime: .milliseconds(100)))
    #expect(error?.code == .time)
    #expect(processorTime() - start < 2)
  }
}
