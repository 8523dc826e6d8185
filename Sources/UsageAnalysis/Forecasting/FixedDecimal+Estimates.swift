public import UsageModel

extension FixedDecimal {
  /// An estimate to the sixth decimal, half to even; nil where it is not finite or too large.
  ///
  /// Statistics work with binary fractions; this is the one way from them to an amount.
  public init?(estimate: Double) {
    guard estimate.isFinite, estimate.magnitude < 1e18 else { return nil }
    self.init(units: Int128((estimate * 1e6).rounded(.toNearestOrEven)) * 1_000_000)
  }
}
