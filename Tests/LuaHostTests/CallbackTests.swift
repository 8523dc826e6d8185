import LuaHost
import Testing

@Suite struct CallbackTests {
  /// `host.apply(f, …)` calls f and lets its errors through.
  private func prepare(_ state: LuaState) throws {
    let apply = HostFunction("host.apply") { call in
      guard case .function(let function) = call[0] else { throw HostError("expected a function") }
      return try function.call(Array(call.arguments.dropFirst()))
    }
    let swallow = HostFunction("host.swallow") { call in
      guard case .function(let function) = call[0] else { throw HostError("expected a function") }
      do {
        return try function.call()
      } catch let error as LuaError {
        return [.text(error.message)]
      }
    }
    try state.setModule("host", functions: [apply, swallow])
  }

  @Test func `the host calls a function of the script`() throws {
    let source = "return host.apply(function(a, b) return a + b, 'x' end, 1, 2)"
    #expect(try shown(source, prepare: prepare) == #"3 "x""#)
  }

  @Test func `an error goes through the host unchanged`() {
    let source = """
      local function inner()
        error("wrong here")
      end
      host.apply(inner)
      """
    #expect(
      failure(of: source, prepare: prepare)?.description == """
        test.lua:2: wrong here
             2 |   error("wrong here")
        stack: test.lua:2 in function at line 1
               test.lua:4 in main chunk
        """
    )
  }

  @Test func `the script catches the very same value`() throws {
    let source = """
      local problem = { code = 7 }
      local ok, caught = pcall(host.apply, function() error(problem) end)
      return ok, caught == problem
      """
    #expect(try shown(source, prepare: prepare) == "false true")
  }

  @Test func `an error goes through many levels`() throws {
    let source = """
      local function down(n)
        if n == 0 then error("bottom", 0) end
        return host.apply(down, n - 1)
      end
      return pcall(down, 10)
      """
    #expect(try shown(source, prepare: prepare) == #"false "bottom""#)
  }

  @Test func `a recursion through the host ends with an error`() throws {
    let error = failure(of: "local function f() return host.apply(f) end f()", prepare: prepare)
    #expect(error?.message.contains("stack overflow") == true)
  }

  @Test func `the host can go on after an error`() throws {
    let source = "return host.swallow(function() error('small', 0) end)"
    #expect(try shown(source, prepare: prepare) == #""small""#)
  }

  @Test func `the host cannot go on after a limit`() {
    let error = failure(
      of: "host.swallow(function()\n  while true do end\nend)\nreturn 1",
      limits: LuaLimits(cpuTime: .milliseconds(50)),
      prepare: prepare
    )
    #expect(error?.code == .time)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 2))
  }

  @Test func `a function does not outlive its state`() throws {
    guard case .function(let function) = try run("return print")[0] else {
      Issue.record("not a function")
      return
    }
    let error = #expect(throws: LuaError.self) { _ = try function.call([]) }
    #expect(error?.message == "the script that made this function has ended")
  }

  @Test func `a function can be called after the run`() throws {
    let state = try LuaState()
    let results = try state.run(
      Array("local n = 0 return function() n = n + 1 return n end".utf8),
      name: "a"
    )
    guard case .function(let function) = results[0] else {
      Issue.record("not a function")
      return
    }
    #expect(try function.call().map(show) == ["1"])
    #expect(try function.call().map(show) == ["2"])
  }

  @Test func `functions are let go of`() throws {
    let source = "for i = 1, 200000 do host.swallow(function() return i end) end"
    try run(source, limits: LuaLimits(memory: 8 << 20), prepare: prepare)
  }

  @Test func `a callback in a coroutine works and cannot yield`() throws {
    let source = """
      local co = coroutine.wrap(function()
        coroutine.yield(host.apply(function() return 5 end))
        host.apply(coroutine.yield)
      end)
      local first = co()
      return first, pcall(co)
      """
    #expect(
      try shown(source, prepare: prepare) == #"5 false "attempt to yield across a C-call boundary""#
    )
  }

  @Test func `a function of another script is refused`() throws {
    let other = try LuaState()
    guard case .function(let function) = try other.run(Array("return print".utf8), name: "b")[0]
    else {
      Issue.record("not a function")
      return
    }
    let error = #expect(throws: LuaError.self) {
      try LuaState().setGlobal("f", to: .function(function))
    }
    #expect(error?.message == "a function of another script cannot be passed")
  }

  @Test func `a host function may run another source in the same state`() throws {
    let include = HostFunction("host.include") { call in
      guard case .string(let source) = call[0] else { throw HostError("expected text") }
      return try call.state.run(source.bytes, name: "included.lua")
    }
    func prepare(_ state: LuaState) throws {
      try state.setModule("host", functions: [include])
    }
    #expect(try shown("return host.include('return 1 + 1')", prepare: prepare) == "2")
    let source = "local ok, e = pcall(host.include, 'x = =') error(e .. '!', 0)"
    let error = failure(of: source, prepare: prepare)
    #expect(error?.code == .runtime)
    #expect(error?.message == "unexpected symbol near '='!")
    #expect(error?.place == LuaPlace(file: "included.lua", line: 1))
  }
}
