import Foundation
import LuaHost
import Testing

@Suite struct LimitTests {
  private let short = LuaLimits(cpuTime: .milliseconds(100))

  @Test func `CPU time ends a script at its line`() {
    let error = failure(of: "local i = 0\nwhile true do\n  i = i + 1\nend", limits: short)
    #expect(error?.code == .time)
    #expect(error?.message == "the script used up its CPU time (limit 0.1 s)")
    #expect(error?.place?.file == "test.lua")
    #expect((2...3).contains(error?.place?.line ?? 0))
  }

  @Test func `wall time ends a script`() {
    let error = failure(
      of: "while true do end",
      limits: LuaLimits(wallTime: .milliseconds(50))
    )
    #expect(
      error?.description == """
        test.lua:1: the script ran for too long (limit 0.05 s)
             1 | while true do end
        """
    )
  }

  @Test func `memory ends a script at its line`() {
    let error = failure(
      of: "local t = {}\nwhile true do\n  t[#t + 1] = ('x'):rep(1000) .. #t\nend",
      limits: LuaLimits(memory: 4 << 20)
    )
    #expect(error?.code == .memory)
    #expect(error?.message == "the script used up its memory (limit 4 MiB)")
    #expect(error?.place == LuaPlace(file: "test.lua", line: 3))
    #expect(error?.excerpt == "  t[#t + 1] = ('x'):rep(1000) .. #t")
  }

  @Test(arguments: [
    "local function f(n)\n\n  return 1 + f(n + 1)\nend\nf(1)",
    "local function f(n)\n  return 1 +\n    f(n + 1)\nend\npcall(f, 1)",
    "coroutine.wrap(function()\n  local function f(n)\n    return 1 + f(n + 1) end\n  f(1)\nend)()",
    "\n\nlocal s = ('x'):rep(1 << 30)",
    "\n\nlocal s = string.pack('c1073741824', '')",
    "\n\nlocal s = table.concat({ ('x'):rep(400000), ('y'):rep(400000) })",
    "local s = 'x'\nwhile true do\n  s = s .. s\nend",
    "local t = {}\n\nfor i = 1, 1e9 do t[i] = i end",
  ])
  func `memory that runs out at once or with the stack names the line`(source: String) {
    let error = failure(of: source, limits: LuaLimits(memory: 1 << 20))
    #expect(error?.code == .memory)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 3))
  }

  @Test func `copies of one string count when they go to the host`() throws {
    let take = HostFunction("host.take") { [.integer(Int64($0.arguments.count))] }
    func source(_ count: Int) -> String {
      """
      local s, t = ('x'):rep(1 << 16), {}
      for i = 1, \(count) do t[i] = s end
      pcall(host.take, t)
      return host.take(t)
      """
    }
    let limits = LuaLimits(memory: 4 << 20)
    let results = try run(source(64), limits: limits) {
      try $0.setModule("host", functions: [take])
    }
    #expect(results.map(show) == ["1"])
    let error = failure(of: source(65), limits: limits) {
      try $0.setModule("host", functions: [take])
    }
    #expect(error?.code == .memory)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 3))
  }

  @Test func `copies count in results`() {
    let source = "local s = ('x'):rep(1 << 20)\nreturn s, s, s, s, s"
    #expect(failure(of: source, limits: LuaLimits(memory: 4 << 20))?.code == .memory)
  }

  @Test func `copies count as long as a host function holds them`() throws {
    let apply = HostFunction("host.apply") { call in
      guard case .function(let function) = call[0] else { throw HostError("no function") }
      return try function.call()
    }
    func source(_ depth: Int) -> String {
      """
      local s = ('x'):rep(1 << 20)
      local function nest(n)
        if n > 0 then host.apply(function() nest(n - 1) end, s) end
      end
      for i = 1, 5 do nest(\(depth)) end
      """
    }
    let limits = LuaLimits(memory: 4 << 20)
    try run(source(4), limits: limits) { try $0.setModule("host", functions: [apply]) }
    let error = failure(of: source(5), limits: limits) {
      try $0.setModule("host", functions: [apply])
    }
    #expect(error?.code == .memory)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 3))
  }

  @Test func `output ends a script`() {
    let error = failure(
      of: "while true do print('hello') end",
      limits: LuaLimits(output: 1 << 10)
    )
    #expect(error?.code == .output)
    #expect(error?.message == "the script made too much output (limit 1 KiB)")
    #expect(error?.place == LuaPlace(file: "test.lua", line: 1))
  }

  @Test func `a source that is too large is not read`() {
    let error = failure(of: "return 1 -- long", limits: LuaLimits(sourceBytes: 10))
    #expect(error?.code == .sourceSize)
    #expect(error?.description == "test.lua:1: the source is too large (limit 10 bytes)")
  }

  @Test func `the host charges output and memory`() {
    let output = HostFunction("host.write") {
      try $0.state.chargeOutput(700)
      return []
    }
    let memory = HostFunction("host.hold") {
      try $0.state.chargeMemory(200 << 20)
      return []
    }
    for (source, code) in [("host.write()", LuaError.Code.output), ("host.hold()", .memory)] {
      let error = failure(
        of: "pcall(function()\n  \(source)\n  \(source)\nend)",
        limits: LuaLimits(output: 1000)
      ) {
        try $0.setModule("host", functions: [output, memory])
      }
      #expect(error?.code == code)
      #expect(error?.place == LuaPlace(file: "test.lua", line: 3))
    }
  }

  @Test func `a host function cannot make more than the memory limit`() {
    let function = HostFunction("host.big") { _ in
      [.string(LuaString(bytes: Array(repeating: 1, count: 8 << 20)))]
    }
    let error = failure(of: "pcall(host.big)", limits: LuaLimits(memory: 4 << 20)) {
      try $0.setModule("host", functions: [function])
    }
    #expect(error?.code == .memory)
  }

  @Test func `a state that has ended stays so`() throws {
    let state = try LuaState(limits: short)
    #expect(throws: LuaError.self) { try state.run(Array("while true do end".utf8), name: "a") }
    let error = #expect(throws: LuaError.self) { try state.run(Array("return 1".utf8), name: "b") }
    #expect(error?.code == .time)
  }

  @Test func `time between two runs does not count`() throws {
    let state = try LuaState(limits: LuaLimits(wallTime: .seconds(3)))
    Thread.sleep(forTimeInterval: 3.2)
    #expect(try state.run(Array("return 1".utf8), name: "b").count == 1)
  }

  @Test func `no room for a state is an error`() {
    let error = #expect(throws: LuaError.self) { try LuaState(limits: LuaLimits(memory: 1000)) }
    #expect(error?.code == .memory)
  }

  @Test func `extreme limits do not trap`() throws {
    let limits = LuaLimits(
      cpuTime: .seconds(Int64.max),
      wallTime: .seconds(Int64.max),
      memory: .max,
      output: .max,
      sourceBytes: .max
    )
    #expect(try run("return 1", limits: limits).count == 1)
  }
}
