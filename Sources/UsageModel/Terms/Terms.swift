/// What the user says about money: it prices what platforms count, and adds what none of them reports.
public struct Terms: Hashable, Sendable, Codable {
  /// The sources' plans.
  public var plans: [Plan]
  /// What credits and other currencies cost.
  public var rates: [Rate]
  /// What no platform reports.
  public var charges: [FixedCharge]
  /// What was really billed.
  public var invoices: [Invoice]

  /// Creates terms.
  public init(
    plans: [Plan] = [],
    rates: [Rate] = [],
    charges: [FixedCharge] = [],
    invoices: [Invoice] = []
  ) {
    self.plans = plans
    self.rates = rates
    self.charges = charges
    self.invoices = invoices
  }

  /// Adds charges that were imported to those that are stated.
  public mutating func add(_ charges: [StatedCharge]) {
    self.charges += charges.map(\.term)
  }
}

/// Terms with the moment at which they became known.
public struct KnownTerms: Hashable, Sendable {
  /// The terms.
  public var terms: Terms
  /// From when on they are known.
  public var learntAt: Timestamp

  /// Pairs terms with a moment.
  public init(_ terms: Terms, learntAt: Timestamp) {
    self.terms = terms
    self.learntAt = learntAt
  }
}
