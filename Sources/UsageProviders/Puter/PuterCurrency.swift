import UsageModel

/// The currency of a reply: dollars counted in microcents, or display credits.
enum PuterCurrency {
  case dollars
  case credits

  init(unit: String?, path: String) throws(ReplyError) {
    switch unit {
    case nil: self = .dollars
    case "credits": self = .credits
    case let other?:
      throw ReplyError(
        path: path,
        expected: "text \"credits\" or nothing",
        found: "text \(Quotation.quoted(other))"
      )
    }
  }

  /// The currency's name; how many credits make a dollar is never sent.
  var name: String {
    switch self {
    case .dollars: "USD"
    case .credits: "puter:credit"
    }
  }

  /// An amount in that currency; $1 is 100,000,000 microcents.
  func amount(_ value: FixedDecimal?) -> FixedDecimal? {
    guard let value, case .dollars = self else { return value }
    // A division by more than one cannot overflow.
    return (try? value.divided(by: 100_000_000)) ?? nil
  }
}
