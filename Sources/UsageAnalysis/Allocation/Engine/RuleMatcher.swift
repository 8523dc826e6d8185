import UsageModel

/// Which usage a rule takes, as far as that is known without a script's test.
struct RuleMatcher {
  /// The rule's place in the policy.
  let rule: Int
  /// Whether the rule is for a day, by the days' places.
  let isOpen: [Bool]
  /// A script's test that must hold too.
  let test: AllocationRule.Test?
  /// Whether the rule takes what has an app only.
  let needsApp: Bool
  /// Whether cells tell apps apart, since a method gives to them.
  let usesApp: Bool
  private let conditions: [UsageFilter.Condition]
  private let targetConditions: [UsageFilter.Condition]
  private let receivers: ReceiverNames

  init(_ rule: AllocationRule, at place: Int, days: [Day]) {
    self.rule = place
    test = rule.test
    receivers = ReceiverNames(rule.receivers)
    if case .ownApp = rule.method { needsApp = true } else { needsApp = false }
    usesApp = rule.method.usesOwnApp
    conditions = rule.match.filter { !$0.dimension.isOfDay && $0.dimension != .target }
    targetConditions = rule.match.filter { $0.dimension == .target }
    let dayConditions = rule.match.filter(\.dimension.isOfDay)
    isOpen = days.map { day in
      (rule.since.map { $0 <= day } ?? true) && (rule.before.map { day < $0 } ?? true)
        && dayConditions.allSatisfy { $0.holds(for: day[$0.dimension] ?? "") }
    }
  }

  /// Whether no day is left out.
  var isAlwaysOpen: Bool { !isOpen.contains(false) }

  /// Whether the conditions hold that neither a day nor a target decides.
  func holds(_ text: (UsageDimension) -> String) -> Bool {
    guard conditions.allSatisfy({ $0.holds(for: text($0.dimension)) }) else { return false }
    return !needsApp || receives(app: text(.app))
  }

  /// Whether the rule takes what a target received.
  func takes(from target: String) -> Bool {
    targetConditions.allSatisfy { $0.holds(for: target) }
  }

  /// Whether a record's app is one that may receive.
  func receives(app: String) -> Bool { !ReservedName.isReserved(app) && receivers.allow(app) }
}
