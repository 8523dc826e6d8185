/// A line of a script.
public struct LuaPlace: Hashable, Sendable, CustomStringConvertible {
  /// The name the source was given, usually a relative path.
  public let file: String
  /// The line, from 1.
  public let line: Int

  /// Makes a place.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// The place as `file:line`.
  public var description: String { "\(file):\(line)" }
}
