/// Prints what the Lua host costs beside what Lua itself costs, measured in the same run.
///
/// An argument names the one group of measurements to make.
@main
enum LuaHostBenchmark {
  private static let groups: [(name: String, run: @Sendable () async throws -> Void)] = [
    ("calls", { try CallBenchmark.run() }),
    ("columns", { try ColumnBenchmark.run() }),
    ("states", { try StateBenchmark.run() }),
    ("sandboxes", { try await SandboxBenchmark.run() }),
    ("patterns", { try PatternBenchmark.run() }),
    ("hostile", { try HostileBenchmark.run() }),
  ]

  static func main() async throws {
    let wanted = CommandLine.arguments.dropFirst()
    for group in groups where wanted.isEmpty || wanted.contains(group.name) {
      try await group.run()
    }
  }
}
