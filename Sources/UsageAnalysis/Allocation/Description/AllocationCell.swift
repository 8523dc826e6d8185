public import UsageModel

/// What a script's test or method sees: usage of one day that is alike, added up.
public struct AllocationCell: Sendable {
  /// The day.
  public let day: Day
  /// What it adds up to.
  public let totals: UsageTotals
  /// Which target holds it; nil in step 1.
  public let target: String?
  /// The values of the dimensions; `(not broken down)` where the cell does not tell one.
  private let line: UsageLine

  init(day: Day, line: UsageLine, target: String?, totals: UsageTotals) {
    self.day = day
    self.line = line
    self.target = target
    self.totals = totals
  }

  /// The value of a dimension, as text; `(not broken down)` where the cell does not tell it.
  public subscript(dimension: UsageDimension) -> String {
    switch dimension {
    case .day, .week, .month: day[dimension] ?? ReservedName.notBrokenDown
    case .quality: totals.quality?.rawValue ?? ReservedName.notBrokenDown
    case .target: target ?? ReservedName.notBrokenDown
    default: line[dimension] ?? ReservedName.notBrokenDown
    }
  }

  /// The tags of what was consumed, not those of a target.
  public var tags: [String: String] { line.tags }

  /// The cost in the reporting currency; nil where nothing prices it.
  public var cost: FixedDecimal? { totals.cost }

  /// The requests.
  public var requests: FixedDecimal? { totals.requests }

  /// What kind of charge it is.
  public var charge: Charge { line.charge }
}
