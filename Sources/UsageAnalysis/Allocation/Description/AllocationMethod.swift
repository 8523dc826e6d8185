public import UsageModel

/// How a rule divides what it takes.
public indirect enum AllocationMethod {
  /// A script's own weights: asked once for each cell, with the names that may receive in their order.
  ///
  /// It returns weights by name; who is not named receives nothing. None above zero leave the cell unallocated,
  /// with a warning.
  public typealias Weighing = (_ cell: AllocationCell, _ targets: [String]) throws -> [String:
    FixedDecimal]

  /// All to one target.
  case to(String)
  /// To the record's own app.
  ///
  /// A record without one, or whose app may not receive, goes on to the next rule of the step. As a second method
  /// it leaves such usage unallocated, with a warning.
  case ownApp
  /// Equal shares.
  ///
  /// Without names: over those of `targets`, else over every app that the driver names in the period where it is
  /// the `otherwise` of a driver, else over every known app.
  case even([String]?)
  /// Shares in proportion to weights.
  case weights([String: FixedDecimal])
  /// Shares in percent.
  case percent([String: FixedDecimal])
  /// Fixed amounts for each billing window of the source; what is left goes by the second method.
  ///
  /// All are in one currency: the reporting currency, or a platform's own one.
  case amount([String: Money], rest: AllocationMethod?)
  /// In proportion to a driver, day by day; by the second method on days on which the driver is zero or missing.
  case driver(AllocationDriver, otherwise: AllocationMethod?)
  /// A script's own weights.
  case custom(Weighing)

  /// The method's name in ledgers and messages.
  public var name: String {
    switch self {
    case .to, .ownApp: "to"
    case .even: "even"
    case .weights: "weights"
    case .percent: "percent"
    case .amount: "amount"
    case .driver: "by"
    case .custom: "with"
    }
  }
}

extension AllocationMethod {
  /// Whether it, or a method that it falls back to, gives to the record's own app.
  var usesOwnApp: Bool {
    switch self {
    case .ownApp: true
    case .amount(_, let rest): rest?.usesOwnApp ?? false
    case .driver(_, let otherwise): otherwise?.usesOwnApp ?? false
    default: false
    }
  }

  /// Whether the values of a driver of it are not known yet.
  var hasUnresolvedDriver: Bool {
    switch self {
    case .amount(_, let rest): rest?.hasUnresolvedDriver ?? false
    case .driver(let driver, let otherwise):
      !driver.isResolved || otherwise?.hasUnresolvedDriver ?? false
    default: false
    }
  }
}
