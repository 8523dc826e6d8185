import LuaHost
import Testing

/// Entries that share a state.
struct EntryTests {
  @Test func `A compiled function runs when it is called, each time anew`() throws {
    let state = try LuaState()
    let entry = try state.function(of: Array("n = (n or 0) + 1 return n".utf8), name: "entry 1")
    for expected in 1...3 {
      guard case .integer(let number)? = try entry.call().first else {
        Issue.record("no number")
        return
      }
      #expect(number == expected)
    }
  }

  @Test func `Output counts anew for each entry`() throws {
    let state = try LuaState(limits: LuaLimits(output: 100))
    let entry = try state.function(
      of: Array("print(string.rep('x', 60))".utf8),
      name: "entry 1"
    )
    for _ in 0..<3 {
      state.renewLimits()
      _ = try entry.call()
    }
    let error = try #require(throws: LuaError.self) { _ = try entry.call() }
    #expect(error.code == .output)
    state.renewLimits()
    #expect(throws: LuaError.self, "a limit that was reached stays reached") {
      _ = try entry.call()
    }
  }

  @Test func `Processor time counts anew for each entry`() throws {
    let state = try LuaState(limits: LuaLimits(cpuTime: .milliseconds(200)))
    let entry = try state.function(of: Array("for i = 1, 1e4 do end".utf8), name: "entry 1")
    let start = processorTime()
    while processorTime() - start < 0.5 {
      state.renewLimits()
      _ = try entry.call()
    }
  }

  @Test func `An entry cannot have its own time renewed`() throws {
    let state = try LuaState(limits: LuaLimits(cpuTime: .milliseconds(100)))
    var renewals = 0
    let renew = HostFunction("renew") { call in
      call.state.renewLimits()
      renewals += 1
      return .nil
    }
    try state.setGlobal("renew", to: .hostFunction(renew))
    let error = try #require(throws: LuaError.self) {
      _ = try state.run(Array("while true do renew() end".utf8), name: "endless")
    }
    #expect(error.code == .time)
    #expect(renewals > 0)
  }
}
