public import UsageModel

/// Two grouped frames side by side.
public struct FrameComparison: Sendable {
  /// One group on both sides.
  public struct Row: Hashable, Sendable {
    /// The values of the dimensions.
    public let keys: [String]
    /// The cost on the earlier side; nil where the group is missing or unpriced.
    public let before: FixedDecimal?
    /// The cost on the later side.
    public let after: FixedDecimal?
    /// The difference, with a missing side counted as zero.
    public let change: FixedDecimal
    /// The requests on the earlier side; nil where the group is missing or the platform does not tell.
    public let requestsBefore: FixedDecimal?
    /// The requests on the later side.
    public let requestsAfter: FixedDecimal?
  }

  /// The dimensions that tell the rows apart.
  public let dimensions: [UsageDimension]

  /// The rows of both sides, largest change first, ties by name.
  public let rows: [Row]

  /// Compares two frames that were grouped alike.
  public init(from before: GroupedFrame, to after: GroupedFrame) throws(ArithmeticOverflow) {
    try self.init(from: before, to: after) { _, _ in true }
  }

  /// Compares two frames that were grouped alike, and keeps the groups whose two sides pass a test.
  init(
    from before: GroupedFrame,
    to after: GroupedFrame,
    keeping test: (GroupedFrame.Row?, GroupedFrame.Row?) throws(ArithmeticOverflow) -> Bool
  ) throws(ArithmeticOverflow) {
    dimensions = after.dimensions
    let earlier = Self.groups(of: before)
    let later = Self.groups(of: after)
    var rows: [Row] = []
    for keys in Set(earlier.keys).union(later.keys) {
      let (old, new) = (earlier[keys], later[keys])
      guard try test(old, new) else { continue }
      let (before, after) = (old?.totals.cost, new?.totals.cost)
      rows.append(
        Row(
          keys: keys,
          before: before,
          after: after,
          change: try (after ?? .zero) - (before ?? .zero),
          requestsBefore: old?.totals.requests,
          requestsAfter: new?.totals.requests
        )
      )
    }
    self.rows = rows.sorted {
      $0.change == $1.change
        ? $0.keys.lexicographicallyPrecedes($1.keys) : $0.change > $1.change
    }
  }

  private static func groups(of frame: GroupedFrame) -> [[String]: GroupedFrame.Row] {
    Dictionary(
      frame.rows.map { ($0.keys, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
