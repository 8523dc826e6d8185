/// An exact amount in one currency.
///
/// A currency is an ISO 4217 code such as `USD`, or the name of a virtual one such as `helius:credit`.
public struct Money: Hashable, Sendable {
  /// The exact amount.
  public let amount: FixedDecimal

  /// The currency's code.
  public let currency: String

  /// Creates an amount of money.
  public init(_ amount: FixedDecimal, _ currency: String) {
    self.amount = amount
    self.currency = currency
  }

  /// Reads `12.50 USD`; nil when it is not a number, a space and a currency.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, let amount = FixedDecimal(parts[0]), Self.isCurrency(parts[1])
    else { return nil }
    self.init(amount, String(parts[1]))
  }

  /// Whether a text can name a currency: an ISO code, or `provider:unit`.
  public static func isCurrency(_ text: some StringProtocol) -> Bool {
    isISOCurrency(text) || isVirtualCurrency(text)
  }

  /// Whether a text has the form of an ISO 4217 code.
  public static func isISOCurrency(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= $0 }
  }

  /// Whether a text names a platform's own currency, such as `shoal:credit`.
  public static func isVirtualCurrency(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { $0 > UInt8(ascii: " ") && $0 < 0x7F }
      }
  }
}

// MARK: - CustomStringConvertible
extension Money: CustomStringConvertible {
  /// The exact amount and its currency, such as `12.5 USD`.
  public var description: String { "\(amount) \(currency)" }
}
