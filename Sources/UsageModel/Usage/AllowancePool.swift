/// A pool of credits that an account's usage is drawn from.
public struct AllowancePool: Hashable, Sendable {
  /// What its ``Allowance`` is called.
  public var name: String

  /// Whether what is left of it is lost when it starts again.
  public var expires: Bool

  /// Describes a pool.
  public init(_ name: String, expires: Bool) {
    self.name = name
    self.expires = expires
  }
}
