import UsageModel

extension RuleCheck {
  /// Checks a method and those that it falls back to.
  mutating func check(_ method: AllocationMethod, isSecond: Bool = false) {
    switch method {
    case .to(let target): checkReceiving([target])
    case .ownApp, .custom: break
    case .even(let targets):
      guard let targets else { break }
      if targets.isEmpty { add("it gives equal shares to nobody", help: "name the targets") }
      checkReceiving(targets)
    case .weights(let weights): check(weights, as: "weight")
    case .percent(let percent):
      check(percent, as: "percentage")
      let total = try? FixedDecimal.sum(of: percent.values)
      if let total, total != 100 {
        add("its percentages total \(total)", help: "make them total 100")
      }
    case .amount(let amounts, let rest):
      if isSecond {
        add(
          "it gives fixed amounts as a second method",
          help: "write a rule of its own for them, before this one"
        )
      }
      check(amounts)
      if let rest { check(rest, isSecond: true) }
    case .driver(_, let otherwise):
      if let otherwise { check(otherwise, isSecond: true) }
    }
  }

  private mutating func check(_ weights: [String: FixedDecimal], as kind: String) {
    checkReceiving(weights.keys.sorted())
    for (target, weight) in weights.sorted(by: { $0.key < $1.key }) where weight.isNegative {
      add(
        "the \(kind) of \"\(target)\" is \(weight), and nobody can bear a negative share",
        help: "write zero or more"
      )
    }
    if weights.isEmpty {
      add("it names no \(kind)", help: "name the targets with a \(kind) each")
    } else if weights.values.allSatisfy(\.isZero) {
      add("every \(kind) is zero", help: "give one of the targets a \(kind) above zero")
    }
    checkSum(of: weights.values, as: kind == "weight" ? "weights" : "percentages")
  }

  /// Looks for numbers that cannot be added up.
  private mutating func checkSum(of numbers: some Sequence<FixedDecimal>, as kind: String) {
    guard (try? FixedDecimal.sum(of: numbers)) == nil else { return }
    add("its \(kind) add up to more than can be held", help: "use smaller numbers")
  }

  private mutating func check(_ amounts: [String: Money]) {
    checkReceiving(amounts.keys.sorted())
    if amounts.isEmpty { add("it names no amount", help: "name the targets with an amount each") }
    for (target, money) in amounts.sorted(by: { $0.key < $1.key }) where money.amount.isNegative {
      add(
        "the amount of \"\(target)\" is \(money), and nobody can bear a negative share",
        help: "write zero or more"
      )
    }
    checkSum(of: amounts.values.map(\.amount), as: "amounts")
    let currencies = Set(amounts.values.map(\.currency)).sorted()
    if currencies.count > 1 {
      add(
        "its amounts are in \(currencies.joined(separator: " and "))",
        help: "write a rule for each currency"
      )
    }
    for currency in currencies
    where currency != context.currency && !Money.isVirtualCurrency(currency) {
      add(
        "its amounts are in \(currency), and costs are in \(context.currency)",
        help: "write them in \(context.currency), or in credits such as helius:credit"
      )
    }
  }

  /// Checks targets that a method names.
  private mutating func checkReceiving(_ targets: [String]) {
    checkNames(targets)
    for target in targets where !receivers.allow(target) {
      switch rule.receivers {
      case .anyone: break
      case .only:
        add(
          "it gives to \"\(target)\", which is not among its targets",
          help: "add it to targets, or leave targets out"
        )
      case .allExcept:
        add(
          "it gives to \"\(target)\", which its except leaves out",
          help: "name it in one of the two"
        )
      }
    }
  }
}
