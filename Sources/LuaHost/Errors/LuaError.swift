/// Why a script did not run to its end.
public struct LuaError: Error, Sendable {
  /// The kind of failure.
  public struct Code: Hashable, Sendable {
    private let name: String

    /// The source is not Lua.
    public static let syntax: Code = Code(name: "syntax")
    /// The script raised an error, or a host function did.
    public static let runtime: Code = Code(name: "runtime")
    /// A limit of CPU time or wall time was reached, or the deadline of a run.
    public static let time: Code = Code(name: "time")
    /// Who asked for the run no longer wants it.
    public static let cancelled: Code = Code(name: "cancelled")
    /// The memory limit was reached.
    public static let memory: Code = Code(name: "memory")
    /// The output limit was reached.
    public static let output: Code = Code(name: "output")
    /// A source file is larger than the limit.
    public static let sourceSize: Code = Code(name: "sourceSize")

    /// Whether the code is a limit or an end from outside, which a script cannot catch.
    public var isLimit: Bool {
      self != .syntax && self != .runtime
    }
  }

  /// The kind of failure.
  public let code: Code
  /// What went wrong, without the place.
  public let message: String
  /// Where, when a line of a script is to blame.
  public let place: LuaPlace?
  /// The calls that led there, innermost first, without those of the host.
  public let traceback: [String]
  /// The text of the line, cut and made printable.
  public let excerpt: String?
  /// The column of the excerpt at which the culprit begins, from 1 and as a terminal counts them.
  ///
  /// Known where the message names something that stands in the line exactly once.
  public let column: Int?

  /// Names the Lua value of the error in its state, for raising the very same again.
  let token: Int64
  private let origin: ObjectIdentifier?

  /// Makes an error of its parts.
  public init(
    code: Code,
    message: String,
    place: LuaPlace? = nil,
    traceback: [String] = [],
    excerpt: String? = nil,
    column: Int? = nil
  ) {
    self.init(
      code: code,
      message: message,
      place: place,
      traceback: traceback,
      excerpt: excerpt,
      column: column,
      token: 0,
      origin: nil
    )
  }

  init(
    code: Code,
    message: String,
    place: LuaPlace?,
    traceback: [String],
    excerpt: String?,
    column: Int?,
    token: Int64,
    origin: ObjectIdentifier?
  ) {
    self.code = code
    self.message = message
    self.place = place
    self.traceback = traceback
    self.excerpt = excerpt
    self.column = column
    self.token = token
    self.origin = origin
  }

  /// Whether the state still knows the error's Lua value by the token.
  func isRaised(in state: LuaState) -> Bool {
    token > 0 && origin == ObjectIdentifier(state)
  }
}

extension LuaError: Equatable {
  /// Compares what an author sees.
  public static func == (left: LuaError, right: LuaError) -> Bool {
    left.code == right.code && left.message == right.message && left.place == right.place
      && left.traceback == right.traceback && left.excerpt == right.excerpt
      && left.column == right.column
  }
}

extension LuaError: CustomStringConvertible {
  /// The place and the message, then the line of source with a caret under the culprit, then the
  /// calls that led there.
  public var description: String {
    var lines = [place.map { "\($0): \(message)" } ?? message]
    if let place, let excerpt {
      let number = String(place.line)
      let margin = max(6, number.count)
      lines.append(String(repeating: " ", count: margin - number.count) + number + " | " + excerpt)
      if let column {
        lines.append(
          String(repeating: " ", count: margin) + " | "
            + String(repeating: " ", count: max(0, column - 1)) + "^"
        )
      }
    }
    for (index, frame) in traceback.enumerated() {
      lines.append((index == 0 ? "stack: " : "       ") + frame)
    }
    return lines.joined(separator: "\n")
  }
}
