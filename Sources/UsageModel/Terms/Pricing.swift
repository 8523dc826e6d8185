/// Where a record's money comes from.
///
/// The exchange rate is the one that prices the currency of the terms, where that is not the reporting currency and there
/// is anything to convert; it may itself be priced in a third currency.
public indirect enum Pricing: Hashable, Sendable {
  /// The platform counted in the reporting currency.
  case platform
  /// A rate; and the exchange rate where its price is in another currency.
  case rate(Rate, exchange: Rate?)
  /// A plan: what it includes, what goes beyond, or its fee.
  case plan(Plan, exchange: Rate?)
  /// Credits bought before.
  case topUp(FixedCharge, exchange: Rate?)
  /// A charge that the user stated.
  case charge(FixedCharge, exchange: Rate?)
}

/// How money is counted.
public enum CostView: String, Hashable, Sendable, CaseIterable {
  /// What was consumed: fees spread over what they pay for, prepaid credits as they are used.
  case effective
  /// What was billed: fees when they are due, top-ups when they are bought.
  case billed
}
