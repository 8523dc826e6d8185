/// A function of the host that scripts call.
public struct HostFunction {
  /// What a function does; the form with one result needs no array for it.
  enum Body {
    case one((HostCall) throws -> LuaValue)
    case many((HostCall) throws -> [LuaValue])
  }

  /// The full name, such as `usage.load`, as errors show it.
  public let name: String
  let body: Body

  /// Makes a function that returns one value.
  ///
  /// - Parameters:
  ///   - name: The full name, as errors show it.
  ///   - body: What the function does; whatever it throws becomes an error at the script's line.
  public init(_ name: String, _ body: @escaping (HostCall) throws -> LuaValue) {
    self.name = name
    self.body = .one(body)
  }

  /// Makes a function that returns any number of values.
  ///
  /// - Parameters:
  ///   - name: The full name, as errors show it.
  ///   - body: What the function does; whatever it throws becomes an error at the script's line.
  @_disfavoredOverload
  public init(_ name: String, _ body: @escaping (HostCall) throws -> [LuaValue]) {
    self.name = name
    self.body = .many(body)
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
  /// How many arguments the script passed.
  public let count: Int
  /// The state that calls; use it for charging limits rather than capturing the state.
  public let state: LuaState

  // Most calls have no more arguments than these, and then need no array.
  @usableFromInline let first: LuaValue
  @usableFromInline let second: LuaValue
  @usableFromInline let rest: [LuaValue]
  let depth: Int32

  /// What the script passed; a method finds its object first.
  public var arguments: [LuaValue] {
    Array([first, second].prefix(count)) + rest
  }

  /// The line of the script that made the call; nil after the call has returned.
  public var place: LuaPlace? {
    state.callerPlace(depth: depth)
  }

  /// An argument counted from 0; `.nil` where the script passed fewer.
  @inlinable public subscript(index: Int) -> LuaValue {
    switch index {
    case 0: first
    case 1: second
    default: rest.indices.contains(index - 2) ? rest[index - 2] : .nil
    }
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
