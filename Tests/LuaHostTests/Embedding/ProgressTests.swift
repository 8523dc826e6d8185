import Foundation
import LuaHost
import Synchronization
import Testing

/// Scripts side by side, cancelled scripts, and what is left after them.
@Suite struct ProgressTests {
  @Test func `quick scripts finish while many slow ones have not been let go`() async throws {
    let gate = DispatchSemaphore(value: 0)
    // More than the threads that Swift's concurrency has on any machine that runs this.
    let slow = 100
    var host = LuaSandbox()
    try host.expose("wait") { gate.wait() }
    try host.expose("twice") { (number: Int) in number * 2 }
    let finished = try await withThrowingTaskGroup(of: Void.self) { [host] group in
      for _ in 0..<slow { group.addTask { try await host.run("wait()") } }
      // Nothing lets the slow ones go before all of these have returned.
      let results = try await withThrowingTaskGroup(of: Int.self) { quick in
        for number in 0..<50 {
          quick.addTask {
            try await host.run("return twice(\(number))", returning: Int.self)
          }
        }
        return try await quick.reduce(0, +)
      }
      for _ in 0..<slow { gate.signal() }
      try await group.waitForAll()
      return results
    }
    #expect(finished == 50 * 49)
  }

  @Test func `scripts that wait hold up nobody either`() async throws {
    let (events, lettingGo) = AsyncStream<Void>.makeStream()
    let waiting = Task { for await _ in events {} }
    var host = LuaSandbox()
    try host.expose("wait") { () async in await waiting.value }
    try await withThrowingTaskGroup(of: [LuaData].self) { [host] group in
      for _ in 0..<100 { group.addTask { try await host.run("wait() return 1") } }
      #expect(try await host.run("return 2", returning: Int.self) == 2)
      lettingGo.finish()
      for try await result in group { #expect(result == [.integer(1)]) }
    }
  }

  /// What blocks a script until a moment: a function of the host, or the one that takes its prints.
  @Test(arguments: ["block() return 1", "print('a') return 1", "pcall(block) return 1"])
  func `no call of the host outlasts a deadline unseen`(source: String) async throws {
    let deadline = ContinuousClock.now + .milliseconds(50)
    let block: @Sendable () -> Void = {
      // The clock that is looked at after a call stands still for a few milliseconds.
      while ContinuousClock.now < deadline + .milliseconds(50) { usleep(1000) }
    }
    var host = LuaSandbox(onPrint: { _ in block() })
    try host.expose("block", block)
    #expect(await code(of: source, in: host, until: deadline) == .time)
    var bounded = LuaSandbox(limits: LuaLimits(wallTime: .milliseconds(20)))
    try bounded.expose("block") { usleep(50_000) }
    #expect(await code(of: "block() return 1", in: bounded, until: nil) == .time)
  }

  /// Why a run fails; nil where it does not.
  private func code(
    of source: String,
    in host: LuaSandbox,
    until deadline: ContinuousClock.Instant?
  ) async -> LuaError.Code? {
    do {
      try await host.run(source, deadline: deadline)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `a run that is cancelled during a call of the host ends after it`() async throws {
    let (began, begin) = AsyncStream<Void>.makeStream()
    let gate = DispatchSemaphore(value: 0)
    var host = LuaSandbox()
    try host.expose("block") {
      begin.yield()
      gate.wait()
      usleep(50_000)
    }
    let run = Task { [host] in try await host.run("block() return 1") }
    for await _ in began { break }
    run.cancel()
    gate.signal()
    let error = await #expect(throws: LuaError.self) { try await run.value }
    #expect(error?.code == .cancelled)
  }

  @Test func `no script sees another`() async throws {
    let host = LuaSandbox()
    let found = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask {
          let source = "local old = shared; shared = \(number); string.x = 1; return old ~= nil"
          return try await host.run(source, returning: Bool.self)
        }
      }
      return try await group.contains(true)
    }
    #expect(!found)
  }

  @Test(arguments: [
    "while true do end", "while true do pcall(error) end", "while true do pcall(wait) end",
    "local function f() return pcall(f) end while true do f() end",
  ])
  func `a cancelled script ends`(source: String) async throws {
    let (started, hasStarted) = AsyncStream<Void>.makeStream()
    var host = LuaSandbox(limits: LuaLimits(cpuTime: .seconds(3600), wallTime: .seconds(3600)))
    try host.expose("begin") { hasStarted.finish() }
    try host.expose("wait") { () async throws in try await Task.sleep(for: .seconds(3600)) }
    let run = Task { [host] in try await host.run("begin() " + source) }
    for await _ in started {}
    run.cancel()
    let error = await #expect(throws: LuaError.self) { try await run.value }
    #expect(error?.code == .cancelled)
    #expect(error?.message == "the run was cancelled")
  }

  @Test func `a script that is cancelled before it begins does not begin`() async throws {
    let calls = Mutex(0)
    var host = LuaSandbox()
    try host.expose("call") { calls.withLock { $0 += 1 } }
    let run = Task { [host] in
      // Cancelled from here on.
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await host.run("call()")
    }
    let error = await #expect(throws: LuaError.self) { try await run.value }
    #expect(error?.code == .cancelled)
    #expect(calls.withLock { $0 } == 0)
  }

  @Test(arguments: ["while true do end", "while true do pcall(wait) end"])
  func `a script that is late ends`(source: String) async throws {
    var host = LuaSandbox(limits: LuaLimits(cpuTime: .seconds(3600), wallTime: .seconds(3600)))
    try host.expose("wait") { () async throws in try await Task.sleep(for: .seconds(3600)) }
    let error = await #expect(throws: LuaError.self) {
      try await host.run(source, deadline: .now + .milliseconds(50))
    }
    #expect(error?.code == .time)
    #expect(error?.message == "the script did not end before its deadline")
  }

  @Test func `waiting is bounded by the limit of wall time`() async throws {
    var host = LuaSandbox(limits: LuaLimits(wallTime: .milliseconds(50)))
    try host.expose("wait") { () async throws in try await Task.sleep(for: .seconds(3600)) }
    let error = await #expect(throws: LuaError.self) { try await host.run("wait()", name: "a.lua") }
    #expect(error?.message == "the script ran for too long (limit 0.05 s)")
    #expect(error?.place?.line == 1)
  }

  @Test func `nothing of a run goes on after it`() async throws {
    let running = Mutex(0)
    var host = LuaSandbox()
    try host.expose("wait") { () async in
      running.withLock { $0 += 1 }
      // Takes no notice of cancellation for a while.
      for _ in 0..<200 { await Task.yield() }
      running.withLock { $0 -= 1 }
    }
    _ = try? await host.run("while true do wait() end", deadline: .now + .milliseconds(50))
    #expect(running.withLock { $0 } == 0)
  }

  @Test func `what an awaited function throws is an error of the script`() async throws {
    var host = LuaSandbox()
    try host.expose("fetch") { (page: String) async throws -> String in
      await Task.yield()
      throw HostError("no such page as \(page)")
    }
    let message = try await host.run(
      "local _, message = pcall(fetch, 'x') return message",
      name: "a.lua",
      returning: String.self
    )
    #expect(message == "a.lua:1: fetch: no such page as x")
  }

  @Test func `printed lines go where the program says`() async throws {
    let lines = Mutex<[String]>([])
    let host = LuaSandbox(onPrint: { line in lines.withLock { $0.append(line) } })
    try await host.run("print('a', 1) print()")
    #expect(lines.withLock { $0 } == ["a\t1", ""])
  }

  @Test(.disabled(if: isSanitized, "the address sanitizer keeps what is freed"))
  func `memory comes back after each run`() async throws {
    // In a process of its own, where no other test takes memory meanwhile.
    await #expect(processExitsWith: .success) {
      // Half a MiB and a hundred objects each: a quarter of a GiB in all.
      let source = """
        local t = {}
        for i = 1, 100 do t[i] = { name = "entry " .. i } end
        return keep(string.rep("x", 1 << 19)) + #t
        """
      var host = LuaSandbox()
      try host.expose("keep") { (text: LuaString) in text.bytes.count }
      for _ in 0..<20 { try await host.run(source) }
      let before = residentBytes()
      for _ in 0..<500 { try await host.run(source) }
      // What one run in twenty would leave behind if it kept its memory.
      guard residentBytes() - before < 12 << 20 else { exit(1) }
    }
  }
}

/// Whether the tests run under the address sanitizer.
private var isSanitized: Bool { dlsym(nil, "__asan_init") != nil }

/// The memory that the process has now.
private func residentBytes() -> Int {
  let pages = FileManager.default.contents(atPath: "/proc/self/statm")
    .flatMap { String(decoding: $0, as: UTF8.self).split(separator: " ").dropFirst().first }
    .flatMap { Int($0) }
  return (pages ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
