public import LuaHost
import UsageModel

/// A script, or one of the modules in its library folder, as text.
public struct ScriptFile: Hashable, Sendable {
  /// The path as messages show it.
  public var name: String
  /// The text.
  public var source: [UInt8]

  /// Creates a file.
  public init(name: String, source: [UInt8]) {
    self.name = name
    self.source = source
  }
}

/// What is wrong with a script that was not run.
public struct ScriptFinding: Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The line.
  public let line: Int
  /// What is wrong, with what to do.
  public let message: String
  /// The name that it is about.
  public let name: String
  /// Whether the script may still do what its author wants.
  public let isWarning: Bool

  /// The place, then the message.
  public var description: String { "\(file):\(line): \(isWarning ? "warning: " : "")\(message)" }

  /// Whether an error that a run ended with is the same mistake.
  public func isTold(by error: String) -> Bool {
    let firstLine = error.prefix { $0 != "\n" }
    return !isWarning && firstLine.hasPrefix("\(file):\(line): ") && firstLine.contains(name)
  }
}

/// Looks for mistakes in scripts without running them.
public struct ScriptInspection: Sendable {
  /// A script with all that may define globals for it.
  private struct Inspected {
    let file: ScriptFile
    let inspection: SourceInspection
  }

  /// What the size of a source is held to.
  private let limits: LuaLimits

  /// Prepares an inspection; of the limits, the size of a source counts.
  public init(limits: LuaLimits = LuaLimits()) {
    self.limits = limits
  }

  /// The mistakes in a script and in the modules that it requires, by file and line.
  ///
  /// Text that is no Lua is no finding of a script: running it tells more. It is one of a module.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - modules: Everything in its library folder, by the name that `require` takes.
  ///   - others: The other scripts beside it, which may define globals that the modules read.
  /// - Returns: What was found; empty for a script that is no Lua.
  /// - Throws: When no thread can be started.
  public func findings(
    in script: ScriptFile,
    modules: [String: ScriptFile],
    others: [ScriptFile]
  ) async throws -> [ScriptFinding] {
    let limits = limits
    return try await withLuaThread {
      try Self.findings(in: script, modules: modules, others: others, limits)
    }
  }

  private static func findings(
    in script: ScriptFile,
    modules: [String: ScriptFile],
    others: [ScriptFile],
    _ limits: LuaLimits
  ) throws -> [ScriptFinding] {
    let context = ScriptContext(.empty(limits: limits))
    defer { context.types = [:] }
    let state = try LuaState(limits: limits)
    context.account.state = state
    let interface = Interface(context)
    try interface.install(in: state, for: context)
    guard let main = try? state.inspect(script.source, name: script.name) else { return [] }
    var findings: [ScriptFinding] = []
    var inspected: [String: Inspected] = [:]
    for (name, file) in modules.sorted(by: { $0.key < $1.key }) {
      do {
        let inspection = try state.inspect(file.source, name: file.name)
        inspected[name] = Inspected(file: file, inspection: inspection)
      } catch {
        findings.append(
          ScriptFinding(
            file: file.name,
            line: error.place?.line ?? 1,
            message: error.message,
            name: "",
            isWarning: false
          )
        )
      }
    }
    let reached = modulesReached(from: main, in: inspected)
    // A module that nobody requires hurts nobody.
    let broken = Set(reached.compactMap { modules[$0]?.name })
    findings.removeAll { !broken.contains($0.file) }
    let known = Known(
      globals: state.knownGlobals,
      moneyFields: moneyFields(of: interface),
      libraries: inspected.values.map(\.inspection)
    )
    findings += known.findings(in: script, main, with: [])
    let neighbours = others.compactMap { try? state.inspect($0.source, name: $0.name) }
    for name in reached {
      guard let module = inspected[name] else { continue }
      findings += known.findings(in: module.file, module.inspection, with: neighbours + [main])
    }
    return findings.sorted { ($0.file, $0.line, $0.message) < ($1.file, $1.line, $1.message) }
  }

  /// The modules that a script requires, directly or through others.
  private static func modulesReached(
    from script: SourceInspection,
    in modules: [String: Inspected]
  ) -> Set<String> {
    var reached: Set<String> = []
    var waiting = script.required
    while let name = waiting.popLast() {
      guard reached.insert(name).inserted else { continue }
      waiting += modules[name]?.inspection.required ?? []
    }
    return reached
  }

  /// The fields of host objects that hold money and nothing else.
  private static func moneyFields(of interface: Interface) -> Set<String> {
    let fields = interface.objects.flatMap(\.fields)
    return Set(
      fields.filter { ["tally.money", "tally.money?"].contains($0.annotation) }.map(\.name)
    )
  }
}

extension ScriptInput {
  /// An input without usage, for states in which no report is made.
  static func empty(limits: LuaLimits) -> ScriptInput {
    ScriptInput(
      name: "",
      source: [],
      period: Period(.month, containing: Day(daysSince1970: 0)),
      asOf: Timestamp(seconds: 0),
      currency: "USD",
      limits: limits,
      data: PlainUsage()
    )
  }
}
