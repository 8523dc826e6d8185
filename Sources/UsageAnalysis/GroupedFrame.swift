public import UsageModel

/// Usage grouped by dimensions: one row a combination, largest cost first.
public struct GroupedFrame: Sendable {
  /// One group.
  public struct Row: Sendable {
    /// The values of the dimensions.
    public var keys: [String]
    /// What the group adds up to.
    public var totals: UsageTotals
    /// The cost in the stretch before; nil where the group had none.
    public var costBefore: FixedDecimal?
    /// The group's part of the whole frame's cost; nil where that is unknown, or next to zero.
    public var share: FixedDecimal?
    /// The records that the row stands for.
    public var frame: UsageFrame
    /// Whether the row stands for several folded ones.
    public var isFolded: Bool
  }

  /// The dimensions that tell the rows apart.
  public let dimensions: [UsageDimension]

  /// The rows.
  public private(set) var rows: [Row]

  /// What was grouped.
  public let whole: UsageFrame

  init(_ whole: UsageFrame, by dimensions: [UsageDimension], rows: [Row]) {
    self.whole = whole
    self.dimensions = dimensions
    self.rows = rows
  }

  /// The frame with other rows.
  public func with(rows: [Row]) -> GroupedFrame {
    GroupedFrame(whole, by: dimensions, rows: rows)
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
    let frame = whole.selecting(
      now: folded.flatMap(\.frame.now.rows).sorted(),
      before: folded.flatMap(\.frame.before.rows).sorted()
    )
    var keys = dimensions.map { _ in "" }
    if !keys.isEmpty { keys[0] = "Other (\(folded.count))" }
    let row = try Row(
      keys: keys,
      frame: frame,
      of: whole.totals().cost,
      isFolded: true
    )
    return with(rows: ordered[..<max(0, count)] + [row])
  }
}

extension GroupedFrame.Row {
  init(
    keys: [String],
    frame: UsageFrame,
    of whole: FixedDecimal?,
    isFolded: Bool = false
  ) throws(ArithmeticOverflow) {
    self.keys = keys
    self.frame = frame
    self.isFolded = isFolded
    totals = try frame.totals()
    costBefore = try frame.totalsBefore().cost
    // Costs that cancel each other out leave a whole of which no part can be told.
    share = whole.flatMap { whole in totals.cost.flatMap { try? $0.divided(by: whole) } }
  }
}

extension UsageFrame {
  /// One row for each combination of the dimensions' values, largest cost first, ties by name.
  ///
  /// - Precondition: The frame was loaded with the dimensions.
  public func grouped(by dimensions: [UsageDimension]) throws(ArithmeticOverflow) -> GroupedFrame {
    let whole = try totals().cost
    var groups: [[String]: (now: [Int], before: [Int])] = [:]
    for row in now.rows {
      groups[now.keys(of: row, dimensions), default: ([], [])].now.append(row)
    }
    for row in before.rows {
      // A group that only the stretch before had has no row: comparisons list those.
      groups[before.keys(of: row, dimensions)]?.before.append(row)
    }
    var rows: [GroupedFrame.Row] = []
    for (keys, group) in groups {
      let frame = selecting(now: group.now, before: group.before)
      rows.append(try GroupedFrame.Row(keys: keys, frame: frame, of: whole))
    }
    rows.sort { $0.keys.lexicographicallyPrecedes($1.keys) }
    return GroupedFrame(self, by: dimensions, rows: rows).sorted(by: \.totals.cost)
  }
}

extension UsageFrame.Slice {
  fileprivate func keys(of row: Int, _ dimensions: [UsageDimension]) -> [String] {
    dimensions.map { table.texts[$0]?.text(at: row) ?? ReservedName.notBrokenDown }
  }
}
