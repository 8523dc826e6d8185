import ReportScripting
import Tallystick
import UsagePlugins

/// What `tally plugins` tells.
struct PluginListing {
  let reviews: [PluginReview]

  /// Whether a plug-in cannot be used, or fails its tests.
  var hasFailed: Bool { reviews.contains { !$0.problems.isEmpty || $0.hasFailedTests } }

  /// The lines of the table; none where there is no plug-in.
  var table: [String] {
    guard !reviews.isEmpty else { return [] }
    return TextTable(
      titles: ["kind", "name", "title", "api", "sees", "tests"],
      isNumber: [false, false, false, true, false, false],
      rows: reviews.map { review in
        [
          review.kind.word, review.name, review.title ?? "", review.api.map { "\($0)" } ?? "",
          review.sees ?? "(cannot be used)", review.testWords,
        ]
      }
    ).lines
  }

  /// What is wrong, a line each.
  var complaints: [String] {
    reviews.flatMap { review in
      review.problems
        + (review.tests.map { TestListing(results: [$0]).failures(withDetails: false) } ?? [])
    }
  }

  /// The list as JSON.
  var json: JSONText {
    .object([("rows", .array(reviews.map(Self.json(of:))))])
  }

  private static func json(of review: PluginReview) -> JSONText {
    let tests = review.tests?.tests ?? []
    let failed = tests.count { $0.failure != nil }
    return .object([
      ("kind", .string(review.kind.word)), ("name", .string(review.name)),
      ("file", .string(review.file)), ("title", .text(review.title)),
      ("api", review.api.map { .integer($0) } ?? .null), ("sees", .text(review.sees)),
      ("tests", .string(review.testStatus)), ("passed", .integer(tests.count - failed)),
      ("failed", .integer(failed)), ("problems", .array(review.problems.map { .string($0) })),
    ])
  }
}

extension PluginKind {
  /// The kind in the singular, as tables show it.
  fileprivate var word: String {
    switch self {
    case .provider: "provider"
    case .writer: "writer"
    case .method: "method"
    }
  }
}

extension PluginReview {
  /// What came of the tests, in one word.
  fileprivate var testStatus: String {
    tests == nil ? "none" : hasFailedTests ? "failed" : "passed"
  }

  fileprivate var testWords: String {
    guard let tests else { return "no tests" }
    if tests.error != nil { return "did not run" }
    let failed = tests.tests.count { $0.failure != nil }
    return failed == 0 ? "\(tests.tests.count) passed" : "\(failed) of \(tests.tests.count) failed"
  }
}
