public import ReportScripting
public import UsagePlugins

/// What can be said of a plug-in: what it is, what it may see, and whether it works.
public struct PluginReview: Hashable, Sendable {
  /// What it adds to the host.
  public var kind: PluginKind
  /// The name that it is known by.
  public var name: String
  /// The file as messages show it.
  public var file: String
  /// The name for people; nil where it gives none, or cannot be read.
  public var title: String?
  /// The version of the interface that it was written for; nil where it cannot be read.
  public var api: Int?
  /// What it is given, in words; nil where it cannot be read.
  public var sees: String?
  /// What came of its own tests; nil where it has none.
  public var tests: ScriptTestResult?
  /// Why it cannot be used; empty for one that can.
  public var problems: [String] = []

  /// Whether a test of it failed, or its tests did not run.
  public var hasFailedTests: Bool {
    tests.map { $0.error != nil || $0.tests.contains { $0.failure != nil } } ?? false
  }
}

/// What a worker tells of a plug-in.
struct PluginReply: Codable {
  var title: String?
  var api: Int?
  var sees: String?
  var problem: String?
}
