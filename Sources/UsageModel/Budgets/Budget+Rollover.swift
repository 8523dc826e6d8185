extension Budget {
  /// What a period leaves over is added to the limit of the next one.
  ///
  /// A period that leaves nothing over takes nothing from the next one.
  public struct Rollover: Hashable, Sendable, Codable {
    /// How much is added at most, in the budget's unit; nil for all that is left over.
    public var cap: FixedDecimal?

    /// Creates a rollover.
    public init(cap: FixedDecimal? = nil) {
      self.cap = cap
    }
  }
}
