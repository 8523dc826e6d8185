import LuaHost
import ReportDocument
import UsageModel

/// Runs report scripts.
public enum ScriptRunner {
  /// Runs a script on a thread of its own and returns its reports.
  ///
  /// - Throws: A ``ScriptFailure``, what the data threw, a `LuaNameError` about the embedding program's
  ///   library, or a `CancellationError` soon after the task was cancelled.
  public static func run(_ input: ScriptInput) async throws -> ScriptOutput {
    try Task.checkCancellation()
    return try await withLuaThread(deadline: input.deadline) { stop in try runHere(input, stop) }
  }

  /// The names that the interface gives to scripts, which an embedding program cannot use.
  public static var interfaceNames: Set<String> { Set(Interface.documented.modules.map(\.name)) }

  /// Runs a script on the current thread.
  private static func runHere(_ input: ScriptInput, _ stop: LuaStop) throws -> ScriptOutput {
    let context = ScriptContext(input)
    // The types' functions hold the context, which holds the types.
    defer { context.types = [:] }
    do {
      let state = try LuaState(
        limits: input.limits,
        environment: LuaEnvironment(
          now: input.asOf.seconds,
          randomSeed: seed(of: input),
          libraryFolder: input.libraryFolder,
          libraryName: input.libraryName
        ),
        stop: stop
      )
      context.account.state = state
      state.onPrint = { line in context.note(line.text) }
      let interface = Interface(context)
      try interface.install(in: state, for: context)
      try install(input.library, in: state, besides: interface)
      let results = try state.run(input.source, name: input.name)
      // A script that goes on after the store failed would report on less than there is.
      if let failure = context.dataFailure { throw failure }
      return try output(of: results, in: context)
    } catch let error as LuaError {
      if error.code == .cancelled { throw CancellationError() }
      if let failure = context.dataFailure { throw failure }
      throw ScriptFailure(
        error.description,
        isUsage: context.wrongParameter.map { error.message.contains($0) } ?? false,
        isLate: error.code == .time,
        log: context.log
      )
    } catch var failure as ScriptFailure {
      failure.log = context.log
      throw failure
    }
  }

  /// Gives the embedding program's functions and values to the script, none of which hides one of the interface.
  private static func install(
    _ library: LuaLibrary,
    in state: LuaState,
    besides interface: Interface
  ) throws {
    let taken = Set(interface.modules.map(\.name))
    if let name = library.globals.first(where: taken.contains) {
      throw LuaNameError(name: name, "is taken, since `\(name)` is there already")
    }
    try library.install(in: state)
  }

  private static func output(
    of results: [LuaValue],
    in context: ScriptContext
  ) throws -> ScriptOutput {
    let name = context.input.name
    try checkParameters(of: context)
    var output = ScriptOutput(reports: [], period: context.period, log: context.log)
    output.allocation = context.shown ?? context.allocation
    output.forecasts = context.forecasts
    switch results.first ?? .nil {
    case .object(let report as ReportObject):
      guard let document = report.document else {
        throw ScriptFailure(
          "\(name): the script returned a part of a report; return the report itself"
        )
      }
      output.reports = [.init(file: report.file, document: document)]
    case .object(let list as ReportListObject):
      output.reports = list.reports.compactMap { report in
        report.document.map { .init(file: report.file, document: $0) }
      }
    case .nil where !context.makesReport: break
    case let other:
      throw ScriptFailure(
        "\(name): the script ended without returning a report (it returned \(describe(other))); "
          + "end it with `return r`, or say `script { report = false }`"
      )
    }
    return output
  }

  private static func checkParameters(of context: ScriptContext) throws(ScriptFailure) {
    let declared = context.declaredParameters
    for name in context.input.parameters.keys.sorted() where !declared.contains(name) {
      let known =
        declared.isEmpty
        ? "it declares none" : "it declares \(declared.sorted().joined(separator: ", "))"
      throw ScriptFailure(
        "\(context.input.name): the script has no parameter \"\(name)\""
          + (declared.isEmpty ? "" : suggestion(for: name, in: declared)) + "; \(known)",
        isUsage: true
      )
    }
  }

  /// The seed of `math.random`, from what the report is about: a rerun gives the same numbers.
  private static func seed(of input: ScriptInput) -> UInt64 {
    // FNV-1a, 64 bits.
    "\(input.name) \(input.period)".utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
  }
}
