import Foundation
import LuaHost
public import ReportScripting
public import UsageModel

/// Runs files with tests, each in a process of its own, several at once.
public struct TestRun: Sendable {
  /// The name of the command whose process runs one file.
  public static let workerCommand: String = "test-worker"

  private let configuration: Configuration
  private let moment: Timestamp
  private let filter: String?
  private let executable: String

  /// Creates a run.
  ///
  /// - Parameters:
  ///   - configuration: What scripts are run with: currency, time zone and limits.
  ///   - moment: What the files' own clock shows; each report that a test runs has its own.
  ///   - filter: Only tests whose name contains this text; nil for all.
  ///   - executable: The command `tally` of this version.
  public init(
    configuration: Configuration,
    moment: Timestamp,
    filter: String? = nil,
    executable: String
  ) {
    self.configuration = configuration
    self.moment = moment
    self.filter = filter
    self.executable = executable
  }

  /// Runs files; what happens to one never stops the others.
  ///
  /// - Parameter files: The files.
  /// - Returns: A result a file, in their order.
  /// - Throws: When no process can be started.
  public func run(_ files: [TestFile]) async throws -> [ScriptTestResult] {
    try await withThrowingTaskGroup(of: (Int, ScriptTestResult).self) { group in
      var waiting = files.enumerated().makeIterator()
      func startNext() {
        guard let (index, file) = waiting.next() else { return }
        group.addTask { (index, try await run(file)) }
      }
      for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { startNext() }
      var results: [(Int, ScriptTestResult)] = []
      while let result = try await group.next() {
        results.append(result)
        startNext()
      }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func run(_ file: TestFile) async throws -> ScriptTestResult {
    let job = TestJob(file, in: configuration, at: moment, filter: filter)
    let limits = configuration.limits
    let process = WorkerProcess(
      executable: executable,
      command: Self.workerCommand,
      // The reports that the file runs have clocks of their own, which should be first.
      deadline: limits.wallTime + limits.wallTime + .seconds(2),
      outputLimit: 16 << 20
    )
    let problem: ScriptProblem
    switch try await process.run(try WorkerPipe.encode(job)) {
    case .replied(let bytes):
      if let result = try? WorkerPipe.decode(ScriptTestResult.self, from: bytes) {
        return result
      }
      problem = WorkerEnd.exited(0).problem(of: file.name, under: limits, [])
    case .ended(let end, let messages):
      problem = end.problem(of: file.name, under: limits, messages)
    }
    return ScriptTestResult(file: file.name, error: problem.description)
  }
}
