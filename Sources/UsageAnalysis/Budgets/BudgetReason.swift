public import UsageModel

/// Why a budget is thought of as it is: words with shares between them, which each reader's locale writes in its way.
public struct BudgetReason: Hashable, Sendable {
  /// A piece of it.
  public enum Part: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A share: 0.8 for 80 %.
    case share(FixedDecimal)
  }

  /// The pieces, in their order.
  public private(set) var parts: [Part] = []

  /// The text, with shares written by a function.
  public func text(share write: (FixedDecimal) -> String) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .share(let share): write(share)
      }
    }
    .joined()
  }

  /// Reasons one after the other, with semicolons between them.
  static func joined(_ reasons: [BudgetReason]) -> BudgetReason {
    var all = BudgetReason()
    for reason in reasons {
      if !all.parts.isEmpty { all.parts.append(.text("; ")) }
      all.parts += reason.parts
    }
    return all
  }
}

// MARK: - Literals
extension BudgetReason: ExpressibleByStringInterpolation {
  /// Words and shares as they are written in the source.
  public struct StringInterpolation: StringInterpolationProtocol, Sendable {
    fileprivate var parts: [Part] = []

    /// Begins an empty one.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds words.
    public mutating func appendLiteral(_ text: String) { parts.append(.text(text)) }

    /// Adds words.
    public mutating func appendInterpolation(_ text: String) { parts.append(.text(text)) }

    /// Adds a share.
    public mutating func appendInterpolation(share: FixedDecimal) { parts.append(.share(share)) }

    /// Adds another reason.
    public mutating func appendInterpolation(_ reason: BudgetReason) { parts += reason.parts }
  }

  /// A reason of words only.
  public init(stringLiteral text: String) { parts = [.text(text)] }

  /// A reason of words and shares.
  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }
}

// MARK: - CustomStringConvertible
extension BudgetReason: CustomStringConvertible {
  /// The text with shares as percent, at most one decimal: `106.2% of the limit is expected`.
  public var description: String {
    text { share in
      // Only a limit that is next to nothing has so large a share that it does not fit.
      let (units, overflow) = share.units.multipliedReportingOverflow(by: 100)
      return "\(FixedDecimal(units: overflow ? .max : units).rounded(toPlaces: 1))%"
    }
  }
}
