import ReportScripting

/// What `tally test` tells of its files.
struct TestListing {
  let results: [ScriptTestResult]

  /// All tests that ran.
  var tests: [ScriptTestResult.Test] { results.flatMap(\.tests) }

  /// Whether a test failed, or a file did not run.
  var hasFailed: Bool {
    results.contains { $0.error != nil || $0.tests.contains { $0.failure != nil } }
  }

  /// A line a failure; with details, the source and the calls too.
  func failures(withDetails: Bool) -> [String] {
    results.flatMap { result in
      let failed = result.tests.compactMap { test in
        test.failure.map { failure in
          let line = "\(failure.place): \(test.name): \(failure.message)"
          return withDetails && !failure.details.isEmpty ? "\(line)\n\(failure.details)" : line
        }
      }
      return failed + (result.error.map { [$0] } ?? [])
    }
  }

  /// What the files printed, with their names.
  var log: [String] { results.flatMap { result in result.log.map { "\(result.file): \($0)" } } }

  /// How many tests there were, in one line.
  var summary: String {
    let failed = tests.count { $0.failure != nil }
    let broken = results.count { $0.error != nil }
    var parts = [
      "\(counted(tests.count - failed, "test")) passed", "\(failed) failed",
    ]
    if broken > 0 { parts.append("\(counted(broken, "file")) did not run") }
    return "\(parts.joined(separator: ", ")) (\(counted(results.count, "file")))"
  }

  /// The outcome as JSON.
  var json: JSONText {
    let failed = tests.count { $0.failure != nil }
    return .object([
      ("files", .array(results.map(Self.json(of:)))),
      ("passed", .integer(tests.count - failed)),
      ("failed", .integer(failed)),
    ])
  }

  private static func json(of result: ScriptTestResult) -> JSONText {
    .object([
      ("file", .string(result.file)),
      ("error", .text(result.error)),
      ("tests", .array(result.tests.map(Self.json(of:)))),
    ])
  }

  private static func json(of test: ScriptTestResult.Test) -> JSONText {
    .object([
      ("name", .string(test.name)),
      ("place", .string(test.failure?.place ?? test.place)),
      ("status", .string(test.failure == nil ? "ok" : "failed")),
      ("message", .text(test.failure?.message)),
      ("expected", .text(test.failure?.expected)),
      ("got", .text(test.failure?.got)),
    ])
  }

  private func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
  }
}
