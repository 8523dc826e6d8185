import Foundation
import LuaHost
import ReportDocument
import ReportRendering
import ReportScripting
import UsageModel
import UsagePlugins
import UsageStore

/// What the process is told that runs a file with tests.
struct TestJob: Codable {
  var name: String
  var path: String
  /// The folder of the scripts, as messages show it and as the process opens it.
  var scriptsName: String
  var scriptsPath: String
  var currency: String
  var timeZone: TimeZone
  var limits: LuaLimits
  var now: Int64
  var filter: String?

  init(_ file: TestFile, in configuration: Configuration, at moment: Timestamp, filter: String?) {
    name = file.name
    path = file.path
    scriptsName = "Scripts"
    scriptsPath = configuration.folder.path("Scripts")
    currency = configuration.currency
    timeZone = configuration.calendar.timeZone
    limits = configuration.limits
    now = moment.milliseconds
    self.filter = filter
  }
}

extension TestJob {
  /// Runs the tests.
  func perform() async throws -> ScriptTestResult {
    guard let source = FileManager.default.contents(atPath: path) else {
      return ScriptTestResult(
        file: name,
        error: "\(name): the file cannot be read; check that it exists"
      )
    }
    // A file may run many scripts, each under its own limits; all of them together have the time on the wall.
    var bounds = limits
    bounds.cpuTime = max(limits.cpuTime, limits.wallTime)
    WorkerBounds(of: bounds).apply()
    let own = ScriptFolder(ofScript: name, at: path)
    let scripts = ScriptFolder(ofScript: "\(scriptsName)/x", at: "\(scriptsPath)/x")
    let hasOwnLibrary = FileManager.default.fileExists(atPath: own.libraryFolder)
    let moment = Timestamp(milliseconds: now)
    let calendar = ReportingCalendar(timeZone: timeZone)
    var surroundings = ScriptInput(
      name: name,
      source: [],
      period: Period(.month, containing: calendar.day(of: moment)),
      asOf: moment,
      calendar: calendar,
      currency: currency,
      limits: limits,
      data: StoredUsage(store: MemoryStore(), context: UsageContext(currency: currency))
    )
    surroundings.methods = PluginMethods(in: PluginFolder(path: scriptsPath, name: scriptsName))
    var input = ScriptTestInput(
      file: ScriptFile(name: name, source: Array(source)),
      libraryFolder: hasOwnLibrary ? own.libraryFolder : scripts.libraryFolder,
      filter: filter,
      surroundings: surroundings,
      script: { wanted throws(ScriptTestInput.ScriptNotFound) in
        try Self.script(wanted, in: [own, scripts])
      },
      markdown: { MarkdownRenderer().render($0) },
      document: { DocumentEncoding(format: .englishUS).table(of: $0) }
    )
    if let plugin = PluginFile(besideTest: name, at: path) {
      input.prepare = { state in try PluginTestBench(plugin).install(in: state) }
    }
    return try await ScriptTests.run(input)
  }

  /// A script of the first folder that has it; nothing outside the folders is ever read.
  private static func script(
    _ wanted: String,
    in folders: [ScriptFolder]
  ) throws(ScriptTestInput.ScriptNotFound) -> ScriptTestInput.FoundScript {
    let file = wanted.hasSuffix(".lua") ? wanted : "\(wanted).lua"
    let parts = wanted.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { ["", ".", ".."].contains($0) }), !wanted.utf8.contains(0) else {
      throw ScriptTestInput.ScriptNotFound(
        "expected the name of a script beside the test, such as \"spend-by-app\", got \"\(wanted)\""
      )
    }
    for folder in folders {
      guard let found = folder.file(file) else { continue }
      let own = ScriptFolder(ofScript: found.name, at: "\(folder.path)/\(file)")
      return ScriptTestInput.FoundScript(file: found, libraryFolder: own.libraryFolder)
    }
    let known = folders.flatMap(\.scripts).map(\.name.nameOfFile)
      .filter { !$0.hasSuffix("_test") }
    let hint = closestName(to: file.nameOfFile, in: known).map { "; did you mean \"\($0)\"?" }
    throw ScriptTestInput.ScriptNotFound("there is no script \"\(wanted)\"\(hint ?? "")")
  }
}

/// The other side of ``TestRun``: what the process does that runs one file with tests.
public enum TestWorker {
  /// Reads a job from standard input, performs it, and writes the result to standard output.
  ///
  /// - Returns: Whether there was a job; without one, nothing is written.
  public static func run() async throws -> Bool {
    try await WorkerPipe.serve(TestJob.self) { job in try await job.perform() }
  }
}
