public import LuaHost
public import UsageProviders

/// Why a plug-in cannot be used, or what is wrong with what it returned.
public struct PluginProblem: Error, Hashable, Sendable, Codable {
  /// The file as messages show it.
  public var file: String
  /// The line, where one is to blame.
  public var line: Int?
  /// What is wrong, with what to do, in one line and without the place.
  public var message: String
  /// The line of source and the calls that led there; empty where nothing ran.
  public var details: String
  /// What is wrong with the reply that the plug-in was to read, where that is to blame and not the plug-in.
  public var reply: ReplyError?

  /// Creates a problem.
  public init(file: String, line: Int? = nil, message: String, details: String = "") {
    self.file = file
    self.line = line
    self.message = message
    self.details = details
  }

  /// Creates the problem that a reply is that no plug-in could read.
  init(_ error: ReplyError, in file: String) {
    self.init(file: file, message: "\(error)")
    reply = error
  }

  /// Creates the problem that an error of Lua is; one without a place is that of the whole file.
  public init(_ error: LuaError, in file: String) {
    let lines = error.description.split(separator: "\n", omittingEmptySubsequences: false)
    self.init(
      file: error.place?.file ?? file,
      line: error.place?.line,
      message: String(error.message.prefix { $0 != "\n" }),
      details: lines.dropFirst().joined(separator: "\n")
    )
  }
}

// MARK: - CustomStringConvertible
extension PluginProblem: CustomStringConvertible {
  /// The place and the message in one line: `Scripts/providers/x.lua:3: …`.
  public var summary: String {
    (line.map { "\(file):\($0)" } ?? file) + ": \(message)"
  }

  /// The summary, then the details on lines of their own.
  public var description: String { details.isEmpty ? summary : "\(summary)\n\(details)" }
}
