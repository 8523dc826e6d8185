import Foundation
import LuaHost
import ReportScripting
public import UsageModel
public import UsagePlugins

/// Looks at the plug-ins of a working folder, each in a process of its own.
public struct PluginReviews: Sendable {
  /// The name of the command whose process looks at one plug-in.
  public static let workerCommand: String = "plugin-review-worker"

  private let configuration: Configuration
  private let moment: Timestamp
  private let executable: String

  /// Prepares the reviews.
  ///
  /// - Parameters:
  ///   - configuration: The folder's configuration.
  ///   - moment: What counts as now for the made-up data that plug-ins are tried on.
  ///   - executable: The command `tally` of this version.
  public init(
    configuration: Configuration,
    moment: Timestamp,
    executable: String
  ) {
    self.configuration = configuration
    self.moment = moment
    self.executable = executable
  }

  /// Reviews the plug-ins of some kinds, by kind and name.
  ///
  /// - Parameters:
  ///   - kinds: The kinds to look for.
  ///   - runsTests: Whether their own tests are run too.
  /// - Returns: A review a file.
  /// - Throws: When no process can be started.
  public func reviews(
    of kinds: [PluginKind] = PluginKind.allCases,
    runsTests: Bool = true
  ) async throws -> [PluginReview] {
    var reviews: [PluginReview] = []
    for kind in kinds {
      let found = configuration.plugins.files(of: kind)
      for file in found.files {
        reviews.append(try await review(of: file))
      }
      reviews += found.problems.map { problem in
        PluginReview(
          kind: kind,
          name: problem.file.nameOfFile,
          file: problem.file,
          problems: [problem.description]
        )
      }
    }
    guard runsTests else { return reviews }
    let tests = reviews.map { testFile(of: $0) }
    let results = try await TestRun(
      configuration: configuration,
      moment: moment,
      executable: executable
    ).run(tests.compactMap(\.self))
    for (index, test) in tests.enumerated() {
      reviews[index].tests = test.flatMap { test in results.first { $0.file == test.name } }
    }
    return reviews
  }

  /// The file with a plug-in's tests; nil where there is none beside it.
  private func testFile(of review: PluginReview) -> TestFile? {
    let folder = configuration.plugins
    let relative = "\(review.kind.rawValue)/\(review.name)\(PluginFolder.testSuffix)"
    let path = "\(folder.path)/\(relative)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return TestFile(name: "\(folder.name)/\(relative)", path: path)
  }

  private func review(of file: PluginFile) async throws -> PluginReview {
    var review = PluginReview(kind: file.kind, name: file.name, file: file.path)
    let limits = configuration.limits
    let process = WorkerProcess(
      executable: executable,
      command: Self.workerCommand,
      // It is loaded, and tried in a sandbox of its own.
      deadline: limits.wallTime * 2 + .seconds(2),
      outputLimit: 16 << 20
    )
    let job = PluginReviewJob(file, in: configuration, at: moment)
    let reply: PluginReply
    switch try await process.run(try WorkerPipe.encode(job)) {
    case .replied(let bytes):
      if let read = try? WorkerPipe.decode(PluginReply.self, from: bytes) {
        reply = read
      } else {
        reply = PluginReply(
          problem: WorkerEnd.exited(0).problem(of: file.path, under: limits, []).description
        )
      }
    case .ended(let end, let messages):
      reply = PluginReply(
        problem: end.problem(of: file.path, under: limits, messages).description
      )
    }
    review.title = reply.title
    review.api = reply.api
    review.sees = reply.sees
    review.problems = [reply.problem].compactMap(\.self)
    return review
  }
}
