import Foundation
import LuaHost
import Measurement

/// What hostile scripts use up under a limit of 1 s and 64 MiB, and that the next script runs.
enum HostileBenchmark {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Tests/Fixtures/hostile")

  private static let limits = LuaLimits(cpuTime: .seconds(1), memory: 64 << 20)

  static func run() throws {
    let files = try FileManager.default
      .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "lua" }
      .sorted { $0.path() < $1.path() }
    var slowest = (name: "", seconds: 0.0)
    var largest = (name: "", bytes: 0.0)
    for file in files {
      let source = try Array(Data(contentsOf: file))
      let before = resetPeakMemory()
      let start = processorTime()
      do {
        let state = try LuaState(limits: limits)
        _ = try state.run(source, name: file.lastPathComponent)
      } catch {}
      let seconds = processorTime() - start
      let bytes = peakMemory() - before
      if seconds > slowest.seconds { slowest = (file.lastPathComponent, seconds) }
      if bytes > largest.bytes { largest = (file.lastPathComponent, bytes) }
      let next = try LuaState(limits: limits).run(Array("return 1 + 1".utf8), name: "next")
      guard case .integer(2)? = next.first else {
        print("after \(file.lastPathComponent) the next script did not run")
        exit(1)
      }
    }
    row(
      "\(files.count) hostile scripts in process, the slowest (\(slowest.name))",
      slowest.seconds,
      "its limit of CPU time",
      1,
      "s",
      limit: "at most 2"
    )
    row(
      "the same, the largest growth of memory (\(largest.name))",
      largest.bytes / 1_048_576,
      "its limit of memory",
      64,
      "MiB",
      limit: "about 1"
    )
  }

  /// Forgets the peak and returns what is in use now.
  private static func resetPeakMemory() -> Double {
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    return peakMemory()
  }

  /// The most bytes that were in memory since the last reset.
  private static func peakMemory() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) * 1024
  }
}
