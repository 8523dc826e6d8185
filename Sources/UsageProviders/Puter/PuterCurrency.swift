import UsageModel

/// The currency of a reply: dollars counted in microcents, or display credits.
enum PuterCurrency {
  case dollars
  case credits

  /// The currency of the first object that states one; the platform says so only for credits.
  init(statedIn objects: [ReplyObject?]) throws(ReplyError) {
    for case let object? in objects {
      guard let unit = try object.optionalText("unit") else { continue }
      // Money of an unknown kind must not be taken for dollars.
      guard unit == "credits" else {
        throw object.mismatch("unit", "text \"credits\" or nothing", .text(unit))
      }
      self = .credits
      return
    }
    self = .dollars
  }

  /// The currency's name; how many credits make a dollar is never sent.
  var name: String {
    switch self {
    case .dollars: "USD"
    case .credits: "puter:credit"
    }
  }

  /// The power of ten that one unit of an amount in a reply is worth: $1 is 100,000,000 microcents.
  var power: Int {
    switch self {
    case .dollars: -8
    case .credits: 0
    }
  }
}

extension ReplyObject {
  /// An amount of money.
  func amount(_ name: String, in currency: PuterCurrency) throws(ReplyError) -> FixedDecimal {
    try number(name, timesTenTo: currency.power)
  }

  /// An amount of money; nil where it is absent or null.
  func optionalAmount(
    _ name: String,
    in currency: PuterCurrency
  ) throws(ReplyError) -> FixedDecimal? {
    try optionalNumber(name, timesTenTo: currency.power)
  }
}
