/// A mistake in the configuration, with its place.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The line, where it is known.
  public let line: Int?
  /// What is wrong, what is allowed, what to do.
  public let message: String

  /// Creates an error.
  public init(file: String, line: Int? = nil, _ message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// The sentence that the user reads: `tallystick.yaml:12: …`.
  public var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(message)"
  }
}
