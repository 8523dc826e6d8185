import UsageModel

/// Numbers the targets that rules give to for certain: those that they name, and those of a driver.
struct CertainTargets {
  private let context: AllocationContext
  /// The names by number.
  private(set) var names: [String] = []
  private var numberOf: [String: UInt32] = [:]
  /// The numbers of all known apps, which many rules may give to.
  private var apps: [UInt32]?

  init(in context: AllocationContext) {
    self.context = context
  }

  /// The numbers of a rule's targets; some may be there twice.
  mutating func targets(of rule: AllocationRule) -> [UInt32] {
    let receivers = ReceiverNames(rule.receivers)
    var found: [UInt32] = []
    add(rule.method, of: rule, insteadOf: nil, to: &found)
    return receivers.isEveryone ? found : found.filter { receivers.allow(names[Int($0)]) }
  }

  private mutating func add(
    _ method: AllocationMethod,
    of rule: AllocationRule,
    insteadOf driver: AllocationDriver?,
    to found: inout [UInt32]
  ) {
    switch method {
    case .to(let target): found.append(number(of: target))
    case .ownApp: break
    case .custom: if case .only(let names) = rule.receivers { add(names, to: &found) }
    case .even(let names):
      if let names {
        add(names, to: &found)
      } else if case .only(let names) = rule.receivers {
        add(names, to: &found)
      } else if let driver {
        add(driver.apps, to: &found)
      } else {
        found += allApps()
      }
    case .weights(let weights), .percent(let weights):
      add(weights.lazy.filter { !$0.value.isZero }.map(\.key), to: &found)
    case .amount(let amounts, let rest):
      add(amounts.keys, to: &found)
      if let rest { add(rest, of: rule, insteadOf: nil, to: &found) }
    case .driver(let driver, let otherwise):
      add(driver.apps, to: &found)
      if let otherwise { add(otherwise, of: rule, insteadOf: driver, to: &found) }
    }
  }

  private mutating func add(_ names: some Sequence<String>, to found: inout [UInt32]) {
    for name in names { found.append(number(of: name)) }
  }

  private mutating func allApps() -> [UInt32] {
    if let apps { return apps }
    var found: [UInt32] = []
    add(context.apps?.keys.map(\.self) ?? [], to: &found)
    apps = found
    return found
  }

  private mutating func number(of name: String) -> UInt32 {
    if let known = numberOf[name] { return known }
    let number = UInt32(names.count)
    numberOf[name] = number
    names.append(name)
    return number
  }
}
