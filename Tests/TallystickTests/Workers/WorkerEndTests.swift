import Foundation
import LuaHost
import Testing

@testable import Tallystick

@Suite struct WorkerEndTests {
  private static let limits = LuaLimits(
    cpuTime: .milliseconds(1_500),
    wallTime: .seconds(60),
    memory: 256 << 20,
    output: 16_000_001
  )
  private static let please = "this is a bug in tally or in Lua: please report it with the script"

  @Test(arguments: [
    (WorkerEnd.signalled(SIGXCPU), "the script used up its CPU time (limit 1.5 s)"),
    (WorkerEnd.signalled(SIGPROF), "the script used up its CPU time (limit 1.5 s)"),
    (.overdue, "the script ran for too long (limit 60 s)"),
    (.tooLong, "the script made too much output (limit 16000001 bytes)"),
  ])
  func `a limit that only the end of the process could enforce is named`(
    end: WorkerEnd,
    sentence: String
  ) {
    let problem = end.problem(of: "Scripts/x.lua", under: Self.limits, [])
    #expect(
      problem.description == "Scripts/x.lua: \(sentence) and had to be ended with its process"
    )
    #expect(!problem.isUsage)
  }

  @Test(arguments: [
    (WorkerEnd.signalled(SIGSEGV), "the worker process crashed (signal 11, SIGSEGV); \(please)"),
    (.signalled(SIGABRT), "the worker process crashed (signal 6, SIGABRT); \(please)"),
    (.signalled(40), "the worker process crashed (signal 40); \(please)"),
    (
      .signalled(SIGKILL),
      "the worker process was killed (signal 9, SIGKILL), perhaps because the machine is out of memory; "
        + "try again"
    ),
    (.exited(0), "the worker process ended without an answer; \(please)"),
    (.exited(127), "the worker process ended with status 127; \(please)"),
  ])
  func `any other end is told as it was`(end: WorkerEnd, sentence: String) {
    let problem = end.problem(of: "x.lua", under: Self.limits, [])
    #expect(problem.description == "x.lua: \(sentence)")
  }

  @Test func `what the process said last is shown below, not all of it`() {
    let lines = (1...20).map { "line \($0)" }.joined(separator: "\n")
    let problem = WorkerEnd.exited(1).problem(of: "x.lua", under: Self.limits, Array(lines.utf8))
    #expect(
      problem.description == """
        x.lua: the worker process ended with status 1; \(Self.please)
          line 1
          line 2
          line 3
          line 4
          line 5
          line 6
          line 7
          line 8
        """
    )
  }

  @Test(arguments: [SIGTRAP, SIGILL, SIGABRT])
  func `memory that Swift could not get is told as memory`(signal: Int32) {
    let said = Array("Fatal error: failed to allocate 4096 bytes of memory".utf8)
    let problem = WorkerEnd.signalled(signal).problem(of: "x.lua", under: Self.limits, said)
    #expect(
      problem.description
        == "x.lua: the script used up its memory (limit 256 MiB) and had to be ended with its process"
    )
  }
}

@Suite struct WorkerBoundsTests {
  @Test func `processor time is up to a second more than the start and the script may take`() {
    func seconds(_ limit: Duration, _ used: Duration) -> UInt64 {
      WorkerBounds(of: LuaLimits(cpuTime: limit), cpuUsed: used, size: 0).cpuSeconds
    }
    #expect(seconds(.seconds(10), .zero) == 11)
    #expect(seconds(.seconds(10), .milliseconds(40)) == 11)
    #expect(seconds(.milliseconds(200), .milliseconds(40)) == 1)
    #expect(seconds(.milliseconds(900), .milliseconds(140)) == 2)
    #expect(seconds(.seconds(Int64.max), .zero) > 1 << 40)
  }

  @Test func `what is left of it is half a second more than the script may take`() {
    func milliseconds(_ limit: Duration) -> UInt64 {
      WorkerBounds(of: LuaLimits(cpuTime: limit), cpuUsed: .seconds(3), size: 0).cpuMilliseconds
    }
    #expect(milliseconds(.seconds(10)) == 10_500)
    #expect(milliseconds(.milliseconds(1)) == 501)
    #expect(milliseconds(.seconds(Int64.max)) > 1 << 39)
  }

  @Test func `address space is never so little that threads cannot start`() {
    func space(_ memory: Int, _ size: Int) -> UInt64? {
      WorkerBounds(of: LuaLimits(memory: memory), cpuUsed: .zero, size: size).addressSpace
    }
    #expect(space(1, 0) ?? 0 >= 512 << 20)
    #expect(space(256 << 20, 150 << 20) == 1174 << 20)
    #expect(space(.max, 150 << 20) != nil)
    #expect(space(256 << 20, 20 << 40) == nil, "a sanitizer's shadow memory")
  }
}
