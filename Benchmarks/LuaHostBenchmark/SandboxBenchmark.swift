import Foundation
import LuaHost
import Measurement

/// What scripts leave behind when they end, and how far slow ones hold up a quick one.
enum SandboxBenchmark {
  static func run() async throws {
    try await memory()
    try await progress()
  }

  private static func memory() async throws {
    let source = """
      local t = {}
      for i = 1, 10 do t[i] = string.rep("x", (1 << 20) + i) end
      return #t
      """
    let sandbox = LuaSandbox()
    // Until the C library's own stores of memory are as large as they get.
    for _ in 0..<250 { try await sandbox.run(source) }
    let before = try ProcessMemory.residentBytes()
    for _ in 0..<1000 { try await sandbox.run(source) }
    let growth = try ProcessMemory.residentBytes() - before
    row(
      "memory that 1,000 runs of 10 MiB each leave behind",
      Double(max(0, growth)) / 1024,
      "what one of them takes",
      10 * 1024,
      "KiB",
      limit: "below 1"
    )
  }

  private static func progress() async throws {
    let sandbox = LuaSandbox(limits: LuaLimits(cpuTime: .seconds(60)))
    let quick = "local n = 0 for i = 1, 1e6 do n = n + i end return n"
    func typical() async throws -> Double {
      var figures: [Double] = []
      for _ in 0..<41 {
        let start = ContinuousClock.now
        try await sandbox.run(quick)
        figures.append(start.duration(to: .now) / .milliseconds(1))
      }
      return median(figures)
    }
    let alone = try await typical()
    let slow = 8
    let endless = (0..<slow).map { _ in
      Task { _ = try? await sandbox.run("while true do end") }
    }
    let beside = try await typical()
    for task in endless { task.cancel() }
    for task in endless { await task.value }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    row(
      "a quick script beside \(slow) endless ones, on \(cores) cores",
      beside,
      "alone, times \(slow + 1) for \(cores) cores, which is its fair share",
      alone * max(1, Double(slow + 1) / Double(cores)),
      "ms",
      limit: "about 1"
    )
  }
}
