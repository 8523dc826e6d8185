public import UsageModel

extension AllocationLedger {
  /// One share of one amount.
  public struct Row: Hashable, Sendable, Codable {
    /// What an amount counts.
    public enum Measure: Hashable, Sendable, Codable {
      /// Money in the reporting currency, or credits that nothing prices.
      case money(currency: String)
      /// Requests.
      case requests
      /// A quantity in a unit.
      case quantity(unit: String)
    }

    /// The day.
    public let day: Day
    /// The source.
    public let source: String
    /// The cell's values of the kept dimensions.
    public let origin: [UsageDimension: String]
    /// What kind of charge it is.
    public let charge: Charge
    /// Whose share is divided again; nil in step 1.
    public let from: String?
    /// The step.
    public let step: Int
    /// The rule's name; nil where no rule took the cell.
    public let rule: String?
    /// Where the rule is written.
    public let place: AllocationRule.Place?
    /// What divided it: `even`, `by requests where provider=puter`; `no rule`.
    public let method: String
    /// Who received the share.
    public let target: String
    /// The target's weight: the driver's value, a percentage, an amount or another weight.
    public let weight: FixedDecimal
    /// All weights of the cell together.
    public let totalWeight: FixedDecimal
    /// What the weights count; nil for plain numbers.
    public let unit: String?
    /// The target's part of the cell, at 12 decimals; the ratios of a cell sum to 1.
    public let ratio: FixedDecimal
    /// What is counted.
    public let measure: Measure
    /// The whole amount that was divided.
    public let whole: FixedDecimal
    /// The share, with its remainder.
    public let amount: FixedDecimal
    /// What the share got of the units that were left after rounding towards zero.
    public let remainder: FixedDecimal
    /// Whether a later step divided the share again, so that the target does not keep it.
    public let isPassedOn: Bool
  }
}
