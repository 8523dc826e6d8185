public import UsageModel

/// Rules that together say who bears what.
///
/// Rules of a step are tried in order; the first that fits takes the usage. Rules of a later step take what a target
/// received before.
public struct AllocationPolicy {
  /// The rules, in their order.
  public var rules: [AllocationRule]

  /// Creates a policy.
  public init(_ rules: [AllocationRule]) {
    self.rules = rules
  }

  /// The dimensions that the rules look at, which the usage must be loaded with; a script's test may look at any.
  public var dimensions: Set<UsageDimension> {
    var dimensions: Set<UsageDimension> = []
    for rule in rules {
      dimensions.formUnion(rule.match.map(\.dimension))
      if rule.method.usesOwnApp { dimensions.insert(.app) }
    }
    return dimensions.subtracting([.target])
  }

  /// Divides usage.
  ///
  /// - Parameters:
  ///   - table: The usage, loaded with all dimensions that the rules look at.
  ///   - days: The days that were asked for; fixed amounts count in proportion to those of a billing window.
  ///   - dimensions: What the result tells apart, besides day, source, charge and target. Tags and units need not
  ///     be among them: tags follow from the target.
  ///   - context: What the configuration says.
  /// - Returns: What each target bears; its table and ledger are made when they are asked for.
  /// - Throws: ``AllocationError``, ``ArithmeticOverflow``, or what a closure throws.
  public func apply(
    to table: UsageTable,
    on days: Range<Day>,
    keeping dimensions: Set<UsageDimension>,
    in context: AllocationContext
  ) throws -> AllocationResult {
    try AllocationRun(
      policy: self,
      table: table,
      days: days,
      dimensions: dimensions,
      context: context
    )
    .result()
  }
}
