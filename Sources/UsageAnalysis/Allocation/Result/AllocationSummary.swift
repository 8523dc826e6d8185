public import UsageModel

/// A ledger over all days: one row for what a rule gave to a target of a source.
public struct AllocationSummary: Sendable {
  /// What a rule gave to a target.
  public struct Row: Hashable, Sendable {
    /// Who received it.
    public let target: String
    /// The source.
    public let source: String
    /// Whose share was divided again; nil in step 1.
    public let from: String?
    /// The step.
    public let step: Int
    /// The rule's name; nil where no rule took it.
    public let rule: String?
    /// Where the rule is written.
    public let place: AllocationRule.Place?
    /// What divided it.
    public let method: String
    /// What is counted.
    public let measure: AllocationLedger.Row.Measure
    /// What was divided, of the cells in which the target has a share.
    public private(set) var whole: FixedDecimal = .zero
    /// What the target received.
    public private(set) var amount: FixedDecimal = .zero
    /// Whether a later step divided it again, so that the target does not keep it; where that is so of some days
    /// only, they are a row of their own.
    public let isPassedOn: Bool

    /// The amount as a part of the whole; nil where that is zero.
    public var ratio: FixedDecimal? { try? amount.divided(by: whole) }

    fileprivate init(_ row: AllocationLedger.Row) {
      target = row.target
      source = row.source
      from = row.from
      step = row.step
      rule = row.rule
      place = row.place
      method = row.method
      measure = row.measure
      isPassedOn = row.isPassedOn
    }

    fileprivate mutating func add(_ row: AllocationLedger.Row) throws(ArithmeticOverflow) {
      whole = try whole + row.whole
      amount = try amount + row.amount
    }
  }

  /// The rows: by target in the order of names with `(unallocated)` last, then by step, largest amount first.
  public let rows: [Row]

  /// What the targets keep in money of one currency: rows that a later step divided again do not count.
  public let kept: [String: FixedDecimal]

  /// Adds up a ledger.
  public init(
    _ ledger: some Sequence<AllocationLedger.Row>
  ) throws(ArithmeticOverflow) {
    var placeOf: [Row: Int] = [:]
    var rows: [Row] = []
    var kept: [String: FixedDecimal] = [:]
    for row in ledger {
      let empty = Row(row)
      let place = placeOf[empty] ?? rows.count
      if place == rows.count {
        placeOf[empty] = place
        rows.append(empty)
      }
      try rows[place].add(row)
      if case .money(let currency) = row.measure, !row.isPassedOn {
        kept[currency] = try (kept[currency] ?? .zero) + row.amount
      }
    }
    self.kept = kept
    self.rows = rows.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      let areAllocated = (
        first.target != ReservedName.unallocated, second.target != ReservedName.unallocated
      )
      if areAllocated.0 != areAllocated.1 { return areAllocated.0 }
      if first.target != second.target { return first.target < second.target }
      if first.step != second.step { return first.step < second.step }
      return first.amount == second.amount
        ? left.offset < right.offset : first.amount > second.amount
    }.map(\.element)
  }
}
