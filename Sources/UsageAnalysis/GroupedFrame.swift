public import UsageModel

/// Usage grouped by dimensions: one row a combination, largest cost first.
public struct GroupedFrame: Sendable {
  /// One group, or several that were folded into one.
  public struct Row: Sendable {
    /// The values of the dimensions.
    public var keys: [String]
    /// What the group adds up to.
    public var totals: UsageTotals
    /// The cost in the stretch before; nil where the group had none.
    public var costBefore: FixedDecimal?
    /// The group's part of the whole frame's cost; nil where that is unknown, or next to zero.
    public var share: FixedDecimal?
    /// How many records the row stands for.
    public var count: Int
    /// Whether the row stands for several folded ones.
    public var isFolded: Bool = false

    /// The groups that the row stands for.
    fileprivate var groups: [Int]
    private let members: GroupMembers

    fileprivate init(
      keys: [String],
      totals: UsageTotals,
      costBefore: FixedDecimal?,
      share: FixedDecimal?,
      count: Int,
      groups: [Int],
      of members: GroupMembers
    ) {
      self.keys = keys
      self.totals = totals
      self.costBefore = costBefore
      self.share = share
      self.count = count
      self.groups = groups
      self.members = members
    }

    /// The records that the row stands for.
    public var frame: UsageFrame { members.frame(of: groups) }
  }

  /// The dimensions that tell the rows apart.
  public let dimensions: [UsageDimension]

  /// The rows.
  public private(set) var rows: [Row]

  /// What was grouped.
  public let whole: UsageFrame

  /// The whole frame's cost.
  private let cost: FixedDecimal?
  private let members: GroupMembers

  /// The frame with other rows.
  public func with(rows: [Row]) -> GroupedFrame {
    var frame = self
    frame.rows = rows
    return frame
  }

  /// The rows by a value, largest first unless asked; rows without the value come last.
  public func sorted(
    ascending: Bool = false,
    by value: (Row) -> FixedDecimal?
  ) -> GroupedFrame {
    let ordered = rows.enumerated().sorted { left, right in
      switch (value(left.element), value(right.element)) {
      case (let first?, let second?) where first != second:
        ascending ? first < second : first > second
      case (.some, nil): true
      case (nil, .some): false
      default: left.offset < right.offset
      }
    }
    return with(rows: ordered.map(\.element))
  }

  /// The rows with the largest values, and the others as one row `Other (k)`.
  public func top(
    _ count: Int,
    by value: (Row) -> FixedDecimal? = \.totals.cost
  ) throws(ArithmeticOverflow) -> GroupedFrame {
    let ordered = sorted(by: value).rows
    guard ordered.count > count else { return with(rows: ordered) }
    let folded = ordered[max(0, count)...]
    var totals = UsageTotals()
    var before: FixedDecimal?
    for row in folded {
      try totals.add(row.totals)
      before = try sum(of: before, row.costBefore)
    }
    var keys = dimensions.map { _ in "" }
    let groups = folded.flatMap(\.groups)
    if !keys.isEmpty { keys[0] = "Other (\(groups.count))" }
    var other = Row(
      keys: keys,
      totals: totals,
      costBefore: before,
      share: Self.share(of: totals.cost, in: cost),
      count: folded.reduce(0) { $0 + $1.count },
      groups: groups,
      of: members
    )
    other.isFolded = true
    return with(rows: ordered[..<max(0, count)] + [other])
  }

  /// A part of a whole; costs that cancel each other out leave one of which no part can be told.
  private static func share(of part: FixedDecimal?, in whole: FixedDecimal?) -> FixedDecimal? {
    whole.flatMap { whole in part.flatMap { try? $0.divided(by: whole) } }
  }

  fileprivate init(_ whole: UsageFrame, by dimensions: [UsageDimension]) throws(ArithmeticOverflow)
  {
    self.whole = whole
    self.dimensions = dimensions
    let now = try GroupSums(whole.now, by: dimensions)
    let before = try GroupSums(whole.before, by: dimensions)
    let keys = now.groups.map { now.slots.keys(of: $0.slot) }
    // A group that only the stretch before had has no row: comparisons list those.
    var costBefore: [FixedDecimal?] = Array(repeating: nil, count: keys.count)
    var earlier: [(slot: Int, group: Int)] = []
    if !before.groups.isEmpty {
      let groupOf = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices))
      for old in before.groups {
        guard let group = groupOf[before.slots.keys(of: old.slot)] else { continue }
        costBefore[group] = old.totals.cost
        earlier.append((old.slot, group))
      }
    }
    let members = GroupMembers(
      whole,
      now: .init(
        slots: now.slots,
        groups: now.groups.enumerated().map { ($0.element.slot, $0.offset) }
      ),
      before: .init(slots: before.slots, groups: earlier),
      count: keys.count
    )
    var cost: FixedDecimal?
    for group in now.groups { cost = try sum(of: cost, group.totals.cost) }
    self.cost = cost
    self.members = members
    rows = []
    rows = keys.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
      .map { group in
        Row(
          keys: keys[group],
          totals: now.groups[group].totals,
          costBefore: costBefore[group],
          share: Self.share(of: now.groups[group].totals.cost, in: cost),
          count: now.groups[group].count,
          groups: [group],
          of: members
        )
      }
    rows = sorted(by: \.totals.cost).rows
  }
}

extension UsageFrame {
  /// One row for each combination of the dimensions' values, largest cost first, ties by name.
  ///
  /// - Precondition: The frame was loaded with the dimensions.
  public func grouped(by dimensions: [UsageDimension]) throws(ArithmeticOverflow) -> GroupedFrame {
    try GroupedFrame(self, by: dimensions)
  }
}
