import UsageModel

/// A method with its targets as numbers, and with the sets that are the same for all cells.
indirect enum MethodPlan {
  /// The same for every cell.
  case fixed(UInt32)
  /// To the app of the cell.
  case ownApp
  /// By a driver, and by another method on days without it.
  case driver(Int, otherwise: MethodPlan?)
  /// By a script.
  case custom(CustomPlan)
  /// Fixed amounts a window, then by another method.
  case amount(AmountPlan, rest: MethodPlan?)
  /// Nobody may receive.
  case nobody
}

/// A script's own weights.
struct CustomPlan {
  /// The script's function.
  let weigh: AllocationMethod.Weighing
  /// Who may receive, in the order of names.
  let targets: [String]
  /// Who may receive, for finding out; nil where apps are not known.
  let known: Set<String>?
  /// What the rule says of who may receive.
  let allowed: ReceiverNames

  /// Whether a name may receive.
  func allows(_ name: String) -> Bool {
    known?.contains(name) ?? (allowed.allow(name) && !ReservedName.isReserved(name))
  }
}

/// Fixed amounts for each billing window.
struct AmountPlan {
  /// The currency of all of them.
  let currency: String
  /// The amounts, in the order of the targets' names.
  let amounts: [(target: UInt32, amount: FixedDecimal)]
}

/// A driver with its targets as numbers.
struct DriverPlan {
  let driver: AllocationDriver
  /// The places of those among the driver's apps that may receive, with their numbers; in the order of names.
  let targets: [(place: Int, target: UInt32)]
  let rule: AllocationRule
  /// The sets of days that were asked for: ``SlotNumbers/none`` for a day without the driver, nil for not yet.
  var sets: [UInt32?]
}
