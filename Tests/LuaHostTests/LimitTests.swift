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
    let state = try LuaState(limits: LuaLimits(wallTime: .milliseconds(200)))
    let clock = ContinuousClock()
    let start = clock.now
    while clock.now - start < .milliseconds(250) {}
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
