/// A function of the host that scripts call.
public struct HostFunction {
  /// The full name, such as `usage.load`, as errors show it.
  public let name: String
  /// What the function does; whatever it throws becomes an error at the script's line.
  public let body: (HostCall) throws -> [LuaValue]

  /// Makes a function of a name and a body.
  public init(_ name: String, _ body: @escaping (HostCall) throws -> [LuaValue]) {
    self.name = name
    self.body = body
  }

  /// The name after the last `.` or `:`, which is what a table or a type knows the function by.
  public var lastName: String {
    String(name.split { $0 == "." || $0 == ":" }.last ?? "")
  }
}

@available(*, unavailable)
extension HostFunction: Sendable {}

/// One call of a host function.
public struct HostCall {
  /// What the script passed; a method finds its object first.
  public let arguments: [LuaValue]
  /// The state that calls; use it for charging limits rather than capturing the state.
  public let state: LuaState

  let depth: Int32

  /// The line of the script that made the call; nil after the call has returned.
  public var place: LuaPlace? {
    state.callerPlace(depth: depth)
  }

  /// An argument counted from 0; `.nil` where the script passed fewer.
  public subscript(index: Int) -> LuaValue {
    arguments.indices.contains(index) ? arguments[index] : .nil
  }
}

@available(*, unavailable)
extension HostCall: Sendable {}

/// A failure of a host function, told to the script's author.
///
/// The text is shown after the place and the function's name: `file:line: name: message`.
public struct HostError: Error, Hashable, CustomStringConvertible {
  /// What went wrong, in words for the script's author.
  public let message: String

  /// Makes an error with a message.
  public init(_ message: String) {
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
