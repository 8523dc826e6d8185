public import LuaHost
public import ReportDocument
import UsageModel

/// A file with tests of scripts, and what it depends on.
public struct ScriptTestInput: Sendable {
  /// The file.
  public var file: ScriptFile
  /// The folder that its `require` looks in.
  public var libraryFolder: String?
  /// Only tests whose name contains this text; nil for all.
  public var filter: String?
  /// The calendar, currency and limits of the configuration, and the moment that counts as now.
  ///
  /// What it says of a script does not matter.
  public var surroundings: ScriptInput
  /// Finds the script that a test names.
  public var script: @Sendable (_ name: String) throws(ScriptNotFound) -> FoundScript
  /// Renders a report as Markdown.
  public var markdown: @Sendable (ReportDocument) -> String
  /// Adds what the file finds besides, such as the plug-in that it tests; nil for nothing.
  public var prepare: (@Sendable (LuaState) throws -> Void)?
  /// Makes of a report the tables that writers receive.
  public var document: @Sendable (ReportDocument) -> LuaTable

  /// A script that a test runs.
  public struct FoundScript: Sendable {
    /// The file.
    public var file: ScriptFile
    /// The folder that its `require` looks in.
    public var libraryFolder: String

    /// Creates a script.
    public init(file: ScriptFile, libraryFolder: String) {
      self.file = file
      self.libraryFolder = libraryFolder
    }
  }

  /// Why there is no such script.
  public struct ScriptNotFound: Error, Sendable {
    /// What the author of the test reads.
    public let message: String

    /// Creates the error.
    public init(_ message: String) {
      self.message = message
    }
  }

  /// Creates an input.
  public init(
    file: ScriptFile,
    libraryFolder: String?,
    filter: String?,
    surroundings: ScriptInput,
    script: @escaping @Sendable (_ name: String) throws(ScriptNotFound) -> FoundScript,
    markdown: @escaping @Sendable (ReportDocument) -> String,
    document: @escaping @Sendable (ReportDocument) -> LuaTable = { _ in LuaTable() }
  ) {
    self.document = document
    self.file = file
    self.libraryFolder = libraryFolder
    self.filter = filter
    self.surroundings = surroundings
    self.script = script
    self.markdown = markdown
  }
}

/// What came of a file with tests.
public struct ScriptTestResult: Hashable, Sendable, Codable {
  /// Why a test failed.
  public struct Failure: Hashable, Sendable, Codable {
    /// The line to look at: `Scripts/x_test.lua:7`.
    public var place: String
    /// What happened, in one line.
    public var message: String
    /// What an expectation wanted; nil for other errors.
    public var expected: String?
    /// What it got instead.
    public var got: String?
    /// The line of the source and the calls that led there.
    public var details: String
  }

  /// A test.
  public struct Test: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// The line on which it begins: `Scripts/x_test.lua:3`.
    public var place: String
    /// Why it failed; nil for one that passed.
    public var failure: Failure?
  }

  /// The file.
  public var file: String
  /// The tests that ran, in the order of the file.
  public var tests: [Test] = []
  /// Why the file as a whole did not run; nil for one that did.
  public var error: String?
  /// What it printed and logged.
  public var log: [String] = []

  /// Creates a result.
  public init(file: String, tests: [Test] = [], error: String? = nil, log: [String] = []) {
    self.file = file
    self.tests = tests
    self.error = error
    self.log = log
  }
}

/// Runs files with tests of scripts.
public enum ScriptTests {
  /// Runs the tests of a file, one after the other, on a thread of its own.
  ///
  /// A test that fails does not stop the next one; a limit that is reached stops the file.
  public static func run(_ input: ScriptTestInput) async throws -> ScriptTestResult {
    try await withLuaThread { try TestFileRun(input).run() }
  }
}

/// One run of a file with tests, on the current thread.
private struct TestFileRun {
  let input: ScriptTestInput
  let context: ScriptContext
  let registry = TestRegistry()

  init(_ input: ScriptTestInput) {
    self.input = input
    var own = input.surroundings
    own.name = input.file.name
    own.source = input.file.source
    own.libraryFolder = input.libraryFolder
    own.data = PlainUsage()
    context = ScriptContext(own)
  }

  func run() throws -> ScriptTestResult {
    defer {
      context.types = [:]
      registry.tests = []
    }
    var result = ScriptTestResult(file: input.file.name)
    do {
      let state = try LuaState(
        limits: context.input.limits,
        environment: LuaEnvironment(
          now: context.input.asOf.seconds,
          randomSeed: 1,
          libraryFolder: input.libraryFolder,
          libraryName: context.input.libraryName
        )
      )
      context.account.state = state
      state.onPrint = { context.note($0.text) }
      try Interface(context).install(in: state, for: context)
      try TestInterface(input, registry, context).install(in: state)
      try input.prepare?(state)
      _ = try state.run(input.file.source, name: input.file.name)
      result = runTests(in: state)
      if registry.tests.isEmpty {
        result.error =
          "\(input.file.name): the file has no test; write `test(\"name\", function() … end)`"
      }
    } catch {
      result.error = "\(error)"
    }
    result.log = context.log
    return result
  }

  private func runTests(in state: LuaState) -> ScriptTestResult {
    var result = ScriptTestResult(file: input.file.name)
    registry.isRunning = true
    for test in registry.tests where input.filter.map({ test.name.contains($0) }) ?? true {
      registry.failure = nil
      var outcome = ScriptTestResult.Test(name: test.name, place: test.place.description)
      do {
        _ = try test.body.call()
      } catch {
        if error.code.isLimit {
          result.error = "\(error.description)\nin test \"\(test.name)\""
          return result
        }
        outcome.failure = failure(of: test, error)
      }
      result.tests.append(outcome)
    }
    return result
  }

  private func failure(of test: TestRegistry.Test, _ error: LuaError) -> ScriptTestResult.Failure {
    let details = error.description.split(separator: "\n").dropFirst().joined(separator: "\n")
    // An expectation that the test caught, and did not let through, is not why it failed.
    if let failed = registry.failure, error.message.hasSuffix(failed.message) {
      return ScriptTestResult.Failure(
        place: (error.place ?? test.place).description,
        message: failed.message,
        expected: failed.expected,
        got: failed.got,
        details: details
      )
    }
    return ScriptTestResult.Failure(
      place: (error.place ?? test.place).description,
      message: String(error.message.prefix { $0 != "\n" }),
      expected: nil,
      got: nil,
      details: details
    )
  }
}
