/// What kind of charge a record is.
public enum Charge: String, Hashable, Sendable, CaseIterable {
  /// Consumption.
  case usage
  /// A plan's fixed price.
  case fee
  /// Prepaid credits bought.
  case topUp = "top-up"
  /// Refunds, grants and discounts booked apart.
  case credit
  /// Corrections by the platform.
  case adjustment
  /// Taxes.
  case tax
}
