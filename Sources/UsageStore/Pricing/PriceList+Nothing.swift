import UsageModel

extension PriceList.Quote? {
  /// What an amount costs; nothing costs nothing in every currency.
  func price(of amount: FixedDecimal) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard !amount.isZero else { return .zero }
    return try self?.price(of: amount)
  }
}
