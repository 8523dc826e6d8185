public import Logging

/// How lines of the log are written.
public enum LogStyle: String, Hashable, Sendable, CaseIterable {
  /// For people: `warning: the message (source: notte)`.
  case text
  /// For programs: one JSON object a line.
  case json
}

extension Logger.Level {
  /// The least important level that is written.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether `-q` was given: errors only.
  ///   - verbosity: How often `-v` was given: once for what is done, twice for how, three times for everything.
  public init(isQuiet: Bool, verbosity: Int) {
    if isQuiet {
      self = .error
    } else {
      self =
        switch verbosity {
        case ..<1: .warning
        case 1: .info
        case 2: .debug
        default: .trace
        }
    }
  }
}
