import UsageModel

extension AllocationPolicy {
  /// How many rules a policy has at most.
  static let mostRules = 1000
  /// The last step that there can be.
  static let lastStep = 100
  /// How many mistakes are told; of those after them it is said how many there are.
  static let mostMistakes = 20

  /// Everything that is wrong with the rules, as far as it can be told without usage; in the order of the rules.
  ///
  /// After twenty mistakes, one more says how many others there are.
  public func mistakes(in context: AllocationContext) -> [AllocationMistake] {
    guard rules.count <= Self.mostRules else {
      let rule = rules[Self.mostRules]
      return [
        AllocationMistake(
          rule,
          "it is rule \(Self.mostRules + 1) of \(rules.count), and a policy has at most \(Self.mostRules)",
          help: "let one rule match more"
        )
      ]
    }
    var told: [AllocationMistake] = []
    var firstUntold: AllocationRule?
    var untold = 0
    var earlier = EarlierRules()
    let flow = ShareFlow(rules, in: context)
    for place in rules.indices {
      let rule = rules[place]
      var found = RuleCheck(rule, in: context, room: Self.mostMistakes - told.count)
      found.checkName(against: earlier)
      found.checkDates()
      found.checkReceivers()
      found.check(rule.method)
      found.checkMatch()
      found.checkShadows(earlier)
      found.checkStep(at: place, of: flow)
      told += found.mistakes
      if found.untold > 0 { firstUntold = firstUntold ?? rule }
      untold += found.untold
      earlier.add(rule)
    }
    if let firstUntold {
      told.append(
        AllocationMistake(
          firstUntold,
          "and \(untold) more \(untold == 1 ? "mistake" : "mistakes") from here on",
          help: "mend those above first"
        )
      )
    }
    return told
  }
}
