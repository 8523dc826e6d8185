public import UsageModel

extension Chart {
  /// What went from where to where: pools on the left, receivers on the right.
  public struct Flow: Hashable, Sendable {
    /// An amount from a pool to a receiver; those of one pair are added up.
    public struct Share: Hashable, Sendable {
      /// The pool it comes from.
      public var from: String

      /// Who receives it.
      public var to: String

      /// How much it is; below zero for a credit.
      public var amount: FixedDecimal

      /// Creates a share.
      public init(from: String, to: String, amount: FixedDecimal) {
        self.from = from
        self.to = to
        self.amount = amount
      }
    }

    /// The shares in any order.
    public var shares: [Share]

    /// The series colours of pools; those without one take the next free one, the largest pool first.
    public var swatches: [String: Int]

    /// What the receivers are, for the head of the table.
    public var receivers: String

    /// Creates a flow.
    public init(_ shares: [Share], swatches: [String: Int] = [:], receivers: String = "To") {
      self.shares = shares
      self.swatches = swatches
      self.receivers = receivers
    }
  }
}
