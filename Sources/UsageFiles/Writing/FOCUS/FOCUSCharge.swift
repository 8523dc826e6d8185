import UsageModel

/// What a kind of charge is called in FOCUS.
struct FOCUSCharge {
  /// ChargeCategory.
  let category: String
  /// ChargeFrequency.
  let frequency: String

  init(_ charge: Charge) {
    switch charge {
    case .usage: (category, frequency) = ("Usage", "Usage-Based")
    case .fee: (category, frequency) = ("Purchase", "Recurring")
    case .topUp: (category, frequency) = ("Purchase", "One-Time")
    case .credit: (category, frequency) = ("Credit", "One-Time")
    case .adjustment: (category, frequency) = ("Adjustment", "One-Time")
    case .tax: (category, frequency) = ("Tax", "One-Time")
    }
  }

  /// ServiceCategory: one of those that the specification lists.
  static func category(ofService category: String) -> String {
    FOCUSCategory.all.contains(category) ? category : "Other"
  }
}

extension FOCUSVersion {
  /// Whether it is a version or a newer one; the names of versions are in their order.
  func isAtLeast(_ other: Self) -> Bool { rawValue >= other.rawValue }
}
