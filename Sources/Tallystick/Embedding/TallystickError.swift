import LuaHost

/// Why a host could not do what it was asked for.
public struct TallystickError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  public struct Code: Hashable, Sendable {
    private let name: String

    /// The configuration cannot be read, or a function of the program has a name that is taken.
    public static let configuration: Code = Code(name: "configuration")
    /// The configuration has no report, or no source, of the name that was asked for.
    public static let unknownName: Code = Code(name: "unknown name")
    /// A script failed; the description is for its author.
    public static let script: Code = Code(name: "script")
    /// A value for a script's parameter is not one that it takes.
    public static let parameter: Code = Code(name: "parameter")
    /// A script did not end in time: before its deadline, or within its limits.
    public static let late: Code = Code(name: "late")
    /// The task was cancelled.
    public static let cancelled: Code = Code(name: "cancelled")
    /// The store cannot be used.
    public static let store: Code = Code(name: "store")
  }

  /// The kind of failure.
  public let code: Code
  /// What went wrong, where, and what to do.
  public let description: String

  /// Creates an error.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// Takes an error of any kind that came from below.
  init(_ error: any Error) {
    switch error {
    case is CancellationError: self.init(.cancelled, "the run was cancelled")
    case let error as TallystickError: self = error
    case let error as LuaNameError: self.init(.configuration, error.description)
    case let error as ConfigurationError: self.init(.configuration, error.description)
    case let problem as ScriptProblem:
      let code: Code = problem.isUsage ? .parameter : problem.isLate ? .late : .script
      self.init(code, problem.description)
    default: self.init(.store, String(describing: error))
    }
  }
}
