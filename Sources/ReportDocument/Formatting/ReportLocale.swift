/// The habits of a language and a country in writing numbers, amounts and days.
///
/// They are a table of this library and not the machine's own, so that the same report has the same bytes
/// everywhere. The facts are those of the Unicode Common Locale Data Repository (CLDR, <https://cldr.unicode.org>),
/// release 46, with two of our own: the minus is always U+2212, and English days have the day first.
public struct ReportLocale: Hashable, Sendable {
  /// The name in the form of POSIX, such as `de_AT`.
  public let identifier: String

  /// What stands before the decimals.
  public let decimalSeparator: String

  /// What stands between groups of digits.
  public let groupingSeparator: String

  /// Whether only the last group has three digits and those before it two, as in `12,34,567`.
  let hasGroupsOfTwo: Bool

  /// Whether a first group of one digit is written without a separator, as in `1234`.
  let joinsSingleDigit: Bool

  /// What stands behind a percentage, with the space before it.
  public let percentSign: String

  /// An amount: `¤` is the currency, `#` the digits.
  let amountPattern: String

  /// An amount below zero; `-` is the minus.
  let negativePattern: String

  /// The signs of currencies that this locale writes unlike the others; an empty one stands for the code.
  let symbols: [String: String]

  /// The months, short.
  let months: [String]

  /// A day without its year: `D` is the day, `M` the month's name, `m` its number, `0` that in two digits.
  let dayPattern: String

  /// A day with its year, which is `Y`.
  let datePattern: String

  /// The language, as the beginning of the identifier has it.
  public var language: String { String(identifier.prefix { $0 != "_" }) }

  init(
    _ identifier: String,
    _ separators: (decimal: String, grouping: String) = (".", ","),
    hasGroupsOfTwo: Bool = false,
    joinsSingleDigit: Bool = false,
    percentSign: String = "%",
    amount: (positive: String, negative: String) = AmountPattern.english,
    symbols: [String: String] = [:],
    months: [String] = MonthNames.english,
    days: (day: String, date: String) = ("D M", "D M Y")
  ) {
    self.identifier = identifier
    decimalSeparator = separators.decimal
    groupingSeparator = separators.grouping
    self.hasGroupsOfTwo = hasGroupsOfTwo
    self.joinsSingleDigit = joinsSingleDigit
    self.percentSign = percentSign
    amountPattern = amount.positive
    negativePattern = amount.negative
    self.symbols = symbols
    self.months = months
    dayPattern = days.day
    datePattern = days.date
  }

  /// Finds a locale by its name, such as `de_AT` or `de-AT`; nil where it is not in the table.
  public init?(identifier: String) {
    let name = identifier.replacing("-", with: "_").lowercased()
    guard let known = Self.known.first(where: { $0.identifier.lowercased() == name }) else {
      return nil
    }
    self = known
  }

  /// The identifiers of all locales of the table.
  public static var identifiers: [String] { known.map(\.identifier) }
}

/// Where amounts have their currency and their minus.
enum AmountPattern {
  static let english = ("¤#", "-¤#")
  static let before = ("¤\u{A0}#", "-¤\u{A0}#")
  static let beforeMinus = ("¤\u{A0}#", "¤\u{A0}-#")
  static let behind = ("#\u{A0}¤", "-#\u{A0}¤")
  static let swiss = ("¤\u{A0}#", "¤-#")
}

extension ReportLocale {
  /// The sign of a currency in this locale; nil where its code is written.
  func symbol(of currency: String) -> String? {
    if let own = symbols[currency] { return own.isEmpty ? nil : own }
    return Currency(currency).symbol
  }

  /// An amount's digits with its currency and its minus.
  func amount(_ digits: String, currency: String, isNegative: Bool) -> String {
    let known = symbol(of: currency)
    let symbol = known ?? currency
    // CLDR holds digits apart from a code, and from a sign that ends with a letter.
    let needsSpace = known?.last?.isLetter ?? true
    var result = ""
    let pattern = isNegative ? negativePattern : amountPattern
    var previous: Character = " "
    for sign in pattern {
      switch sign {
      case "¤": result += symbol
      case "#":
        if previous == "¤", needsSpace { result += "\u{A0}" }
        result += digits
      case "-": result += NumberFormat.minus
      default: result.append(sign)
      }
      previous = sign
    }
    return result
  }

  /// A day in this locale's order.
  func day(_ day: Int, month: Int, year: Int?) -> String {
    var result = ""
    for sign in year == nil ? dayPattern : datePattern {
      switch sign {
      case "D": result += "\(day)"
      case "M": result += months[month - 1]
      case "m": result += "\(month)"
      case "0": result += month < 10 ? "0\(month)" : "\(month)"
      case "Y": result += "\(year ?? 0)"
      default: result.append(sign)
      }
    }
    return result
  }
}
