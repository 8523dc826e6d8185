/// Why a reply cannot be read.
public struct ReplyError: Error, Hashable, Sendable, Codable {
  /// Where in the reply, such as `usage.total` or `detail[0].msg`; empty for the reply as a whole.
  public var path: String

  /// What should stand there.
  public var expected: String

  /// What stands there.
  public var found: String

  /// What went wrong in a plug-in that reads replies; it says all that the other parts would.
  public var plugin: String?

  /// Creates an error of a plug-in.
  public init(plugin message: String) {
    self.init(expected: "", found: "")
    plugin = message
  }

  /// Creates an error.
  public init(path: String = "", expected: String, found: String) {
    self.path = path
    self.expected = expected
    self.found = found
  }
}

// MARK: - CustomStringConvertible
extension ReplyError: CustomStringConvertible {
  /// One line such as `usage.total: expected a number, found text "12x"`.
  public var description: String {
    if let plugin { return plugin }
    let place = path.isEmpty ? "" : "\(path): "
    return "\(place)expected \(expected), found \(found)"
  }
}
