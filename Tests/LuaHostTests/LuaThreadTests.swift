import LuaHost
import Testing

@Suite struct LuaThreadTests {
  @Test func `a body runs and returns`() async throws {
    let text = try await withLuaThread {
      let state = try LuaState()
      return show(try state.run(Array("return 6 * 7".utf8), name: "a.lua")[0])
    }
    #expect(text == "42")
  }

  @Test func `a body throws`() async {
    await #expect(throws: HostError("no")) {
      try await withLuaThread { throw HostError("no") }
    }
  }

  @Test func `the deepest recursion fits its stack`() async throws {
    let message = try await withLuaThread {
      failure(of: "local function f(s) return s:gsub('.', f) end f('x')")?.message ?? ""
    }
    #expect(message.contains("stack overflow"))
  }

  @Test func `many states run at once`() async throws {
    let total = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask {
          try await withLuaThread {
            try run("local t = {} for i = 1, 10000 do t[i] = tostring(i) end return #t")
            return number
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(total == 28)
  }
}
