import UsageModel

extension RuleCheck {
  /// Checks that the rule takes what an earlier step can have given, and that nothing goes round in a circle.
  mutating func checkStep(at place: Int, of flow: ShareFlow) {
    let conditions = rule.targetConditions
    guard (1...AllocationPolicy.lastStep).contains(rule.step) else {
      add(
        "its step is \(rule.step)",
        help: "steps count from 1 to \(AllocationPolicy.lastStep)"
      )
      return
    }
    guard rule.step > 1 else {
      if !conditions.isEmpty {
        add(
          "it matches a target in step 1, when nobody has received anything",
          help: "write step = 2"
        )
      }
      return
    }
    guard !conditions.isEmpty else {
      add(
        "it is of step \(rule.step) and does not say whose share it divides",
        help: "write match = { target = \"App\" }"
      )
      return
    }
    checkGivers(flow)
    checkOwnTargets(at: place, of: flow)
    checkCircle(at: place, of: flow)
  }

  /// Looks for a rule of an earlier step that can give to what the rule matches.
  private mutating func checkGivers(_ flow: ShareFlow) {
    let step = rule.step
    for condition in rule.targetConditions {
      for pattern in condition.patterns where !flow.canReceive(pattern, before: step, in: context) {
        add(
          "it can never match: no rule of an earlier step gives to \"\(pattern.text)\"",
          in: pattern.text,
          among: flow.targets(before: step),
          else: "name a target of an earlier step"
        )
      }
    }
  }

  /// A target that divides its own share again would be its own driver.
  private mutating func checkOwnTargets(at place: Int, of flow: ShareFlow) {
    guard let own = flow.ownTarget(ofRule: place) else { return }
    add(
      "it divides what \"\(own)\" received and gives to \"\(own)\" again",
      help: "leave it out, with except = { \"\(own)\" } where the rule does not name its targets"
    )
  }

  /// Looks for a way back from what the rule gives to what it takes, by this rule and those before it.
  private mutating func checkCircle(at place: Int, of flow: ShareFlow) {
    guard let path = flow.circle(atRule: place) else { return }
    let names = [path.names.last ?? ""] + path.names
    add(
      "it closes a circle: \(names.map { "\"\($0)\"" }.joined(separator: " → ")), "
        + "with \(path.rules.map { "the rule \"\($0.name)\" at \($0.place)" }.joined(separator: " and "))",
      help: "let shares go one way only"
    )
  }
}

extension AllocationRule {
  /// The conditions on whose share it divides.
  var targetConditions: [UsageFilter.Condition] { match.filter { $0.dimension == .target } }
}
