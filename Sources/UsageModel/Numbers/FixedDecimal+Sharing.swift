extension FixedDecimal {
  /// What a part of something costs whose whole costs this value, rounded half-even at the last place.
  ///
  /// The product has 256 bits, so that only the result must fit. The whole costs exactly this value.
  ///
  /// - Returns: nil when the whole is zero.
  public func share(
    of part: FixedDecimal,
    in whole: FixedDecimal
  ) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard !whole.isZero else { return nil }
    return try Self.scaled(units, by: part.units, over: whole.units)
  }
}
