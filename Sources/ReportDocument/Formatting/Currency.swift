import UsageModel

/// What is known about writing a currency.
public struct Currency: Hashable, Sendable {
  /// The code, such as `USD` or `helius:credit`.
  public let code: String

  /// Looks a currency up by its code; one that is not known is written with its code and two decimals.
  public init(_ code: String) {
    self.code = code
  }

  /// Whether it is a platform's own currency; the codes of ISO 4217 have three letters, which is quick to tell.
  var isVirtual: Bool { code.utf8.count != 3 && Money.isVirtualCurrency(code) }

  /// How many decimals amounts have; nil for a platform's own currency, which has no smallest part.
  public var decimals: Int? {
    if isVirtual { return nil }
    return switch code {
    case "JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF": 0
    case "BHD", "JOD", "KWD", "OMR", "TND": 3
    default: 2
    }
  }

  /// The sign that most locales write, if only this currency has it.
  public var symbol: String? {
    switch code {
    case "USD": "$"
    case "EUR": "€"
    case "GBP": "£"
    case "JPY": "¥"
    case "INR": "₹"
    case "KRW": "₩"
    case "ILS": "₪"
    case "VND": "₫"
    default: nil
    }
  }

  /// The name in the plural, such as `US dollars`.
  public var name: String {
    switch code {
    case "USD": "US dollars"
    case "EUR": "euros"
    case "GBP": "British pounds"
    case "JPY": "Japanese yen"
    case "INR": "Indian rupees"
    case "KRW": "South Korean won"
    case "ILS": "Israeli new shekels"
    case "VND": "Vietnamese dong"
    case "AUD": "Australian dollars"
    case "CAD": "Canadian dollars"
    case "NZD": "New Zealand dollars"
    case "SGD": "Singapore dollars"
    case "HKD": "Hong Kong dollars"
    case "CHF": "Swiss francs"
    case "CNY": "Chinese yuan"
    case "SEK": "Swedish kronor"
    case "NOK": "Norwegian kroner"
    case "DKK": "Danish kroner"
    case "PLN": "Polish zlotys"
    case "CZK": "Czech korunas"
    case "BRL": "Brazilian reals"
    case "MXN": "Mexican pesos"
    case "ZAR": "South African rand"
    default: isVirtual ? unitName(isPlural: true) : code
    }
  }

  /// `helius:credit` as words: `helius credits`.
  func unitName(isPlural: Bool) -> String {
    let words = code.split(separator: ":").joined(separator: " ")
    return isPlural && !words.hasSuffix("s") ? words + "s" : words
  }
}
