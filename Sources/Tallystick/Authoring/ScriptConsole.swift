import LuaHost
import ReportScripting
public import UsageModel
import UsageStore

/// Lets a person try out Lua on the store's data: the part of `tally repl` that is no terminal.
public enum ScriptConsole {
  /// Reads entries until there are no more, and writes what comes of each.
  ///
  /// - Parameters:
  ///   - configuration: The working folder's configuration.
  ///   - usage: What queries are answered from.
  ///   - moment: What counts as now.
  ///   - read: Reads a line; it is told whether the line continues an entry. Nil is the end.
  ///   - write: Writes a result.
  ///   - complain: Writes an error.
  /// - Throws: When the store cannot be opened, and what `write` throws.
  public static func run(
    configuration: Configuration,
    usage: ReportedUsage,
    at moment: Timestamp,
    read: @escaping @Sendable (_ isContinued: Bool) -> String?,
    write: @escaping @Sendable (String) throws -> Void,
    complain: @escaping @Sendable (String) -> Void
  ) async throws {
    let store: any UsageStore =
      switch usage {
      case .kept: try configuration.openStoreForReading(at: moment)
      case .sample: MemoryStore(sampleOf: configuration, at: moment)
      }
    let input = ScriptInput(
      of: configuration,
      kept: try store.sources(asOf: moment),
      imported: try store.importedSources(asOf: moment),
      at: moment,
      data: StoredUsage(store: store, context: configuration.usageContext(at: moment))
    )
    try await withLuaThread {
      // A line that cannot be written is told by the next result.
      let session = try ScriptSession(input) { try? write($0) }
      var entry = ""
      while let line = read(!entry.isEmpty) {
        if entry.isEmpty, ["exit", "quit"].contains(line.trimmed) { return }
        entry += entry.isEmpty ? line : "\n\(line)"
        switch try session.enter(entry) {
        case .incomplete: continue
        case .values(let texts): for text in texts { try write(text) }
        case .failed(let message): complain(message)
        case .restarted(let message):
          complain("\(message)\nA fresh state begins; globals of before are gone.")
        }
        entry = ""
      }
      if !entry.isEmpty { complain("the input ends in the middle of an entry: \(entry)") }
    }
  }
}

extension String {
  /// The text without the blanks around it.
  fileprivate var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
  }
}
