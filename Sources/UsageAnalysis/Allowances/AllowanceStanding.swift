public import UsageModel

/// Where an allowance stands among the pools of its account, and what becomes of it.
public struct AllowanceStanding: Hashable, Sendable {
  /// The place of a pool in the order in which usage draws from them.
  public enum Draw: String, Hashable, Sendable {
    /// Usage is drawn from it.
    case now
    /// It is drawn from once the one before it is empty.
    case next
    /// It waits for others.
    case later
    /// Nothing of it is left.
    case empty
  }

  /// What will be left of an allowance when it starts again, which is lost then.
  public struct Unused: Hashable, Sendable {
    /// As likely more as less.
    public let expected: FixedDecimal
    /// The lower end of the range that holds four times in five.
    public let low: FixedDecimal
    /// The upper end.
    public let high: FixedDecimal
  }

  /// Its place among the account's pools; nil where the platform tells no order.
  public let draw: Draw?
  /// When it is probably used up; nil where it is not before it starts again, or nothing tells.
  public let runsOut: RunOut?
  /// What probably expires unused; nil where nothing does, or nothing tells.
  public let unused: Unused?

  /// Nothing is known of it.
  public static let unknown: Self = Self(draw: nil, runsOut: nil, unused: nil)
}
