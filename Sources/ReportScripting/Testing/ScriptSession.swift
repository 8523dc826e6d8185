import LuaHost
import UsageModel

/// One state in which a person tries things out, entry by entry.
///
/// It has the same sandbox, names and limits as a report. Each entry has the whole of the time and output; memory is
/// what all of them hold together. Used on one thread.
public final class ScriptSession {
  /// What came of an entry.
  public enum Outcome: Hashable, Sendable {
    /// The entry goes on with the next line.
    case incomplete
    /// It ran; the texts of its values.
    case values([String])
    /// It failed, and everything is as it was.
    case failed(String)
    /// It ended the state: a limit was reached, or the store failed. The next entry has a fresh one.
    case restarted(String)
  }

  private let input: ScriptInput
  private let show: (String) -> Void
  private var context: ScriptContext
  private var state: LuaState?
  private var evaluate: LuaFunction?
  private var count = 0
  private var shownLog = 0

  /// Creates a session.
  ///
  /// - Parameters:
  ///   - input: What the session sees; its script does not matter.
  ///   - show: Takes each line that is printed or logged.
  /// - Throws: A memory error, when the limit leaves no room for the names of reports.
  public init(_ input: ScriptInput, show: @escaping (String) -> Void) throws {
    self.input = input
    self.show = show
    context = ScriptContext(input)
    try start()
  }

  deinit {
    // The types' functions hold the context, which holds the types.
    context.types = [:]
  }

  /// Runs an entry, of one line or more.
  public func enter(_ text: String) throws -> Outcome {
    guard let state, let evaluate else { preconditionFailure("a session has a state") }
    guard text.contains(where: { !$0.isWhitespace }) else { return .values([]) }
    state.renewLimits()
    let name = "entry \(count + 1)"
    let outcome: Outcome
    do throws(LuaError) {
      guard let function = try function(of: text, name: name, in: state) else { return .incomplete }
      count += 1
      let texts = try evaluate.call([.function(function)])
      outcome = .values(Self.texts(texts.first ?? .nil))
    } catch {
      let message = Self.message(of: error, in: name)
      if let failure = context.dataFailure {
        try start()
        return .restarted("\(failure)")
      }
      if error.code.isLimit {
        try start()
        return .restarted(message)
      }
      outcome = .failed(message)
    }
    for line in context.log.dropFirst(shownLog) { show(line) }
    shownLog = context.log.count
    return outcome
  }

  /// The function of an expression or of statements; nil where more lines have to follow.
  private func function(
    of text: String,
    name: String,
    in state: LuaState
  ) throws(LuaError) -> LuaFunction? {
    let problem: LuaError
    do {
      return try state.function(of: Array("return \(text)".utf8), name: name)
    } catch {
      problem = error
    }
    do {
      return try state.function(of: Array(text.utf8), name: name)
    } catch {
      guard !problem.isAtEnd, !error.isAtEnd else { return nil }
      throw error
    }
  }

  private func start() throws {
    context.types = [:]
    context = ScriptContext(input)
    shownLog = 0
    let state = try LuaState(
      limits: input.limits,
      environment: LuaEnvironment(
        now: input.asOf.seconds,
        randomSeed: 1,
        libraryFolder: input.libraryFolder,
        libraryName: context.input.libraryName
      )
    )
    context.account.state = state
    state.onPrint = { [show] line in show(line.text) }
    try Interface(context).install(in: state, for: context)
    self.state = state
    evaluate = try SessionEvaluation.function(in: state)
  }

  private static func texts(_ value: LuaValue) -> [String] {
    guard case .table(let table) = value else { return [] }
    return table.array.compactMap { if case .string(let text) = $0 { text.text } else { nil } }
  }

  /// An error without the place, where that is the one line that was just written.
  private static func message(of error: LuaError, in name: String) -> String {
    guard let place = error.place else { return error.message }
    guard place.file == name else { return "\(place): \(error.message)" }
    return place.line == 1 ? error.message : "line \(place.line): \(error.message)"
  }
}

extension LuaError {
  /// Whether the parser came to the end of the source and wanted more; a text in quotes ends with its line.
  fileprivate var isAtEnd: Bool {
    code == .syntax && !message.hasPrefix("unfinished string")
      && (message.hasSuffix("near <eof>") || message.hasSuffix("near '<eof>'"))
  }
}
