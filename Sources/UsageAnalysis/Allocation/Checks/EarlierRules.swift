/// The rules before the one that is checked, prepared for finding some among them.
struct EarlierRules {
  /// A rule that takes all that it matches, on the days that it is for.
  struct Taking {
    let rule: AllocationRule
    let match: [PreparedCondition]
  }

  private var placeOf: [String: AllocationRule.Place] = [:]
  private var takingOf: [Int: [Taking]] = [:]

  /// Adds the next rule.
  mutating func add(_ rule: AllocationRule) {
    if placeOf[rule.name] == nil { placeOf[rule.name] = rule.place }
    // What has no app goes on to the next rule, and so does what a test refuses.
    if case .ownApp = rule.method { return }
    guard rule.test == nil else { return }
    takingOf[rule.step, default: []]
      .append(Taking(rule: rule, match: rule.match.map(PreparedCondition.init)))
  }

  /// Where the first rule of a name is written.
  func place(of name: String) -> AllocationRule.Place? { placeOf[name] }

  /// The rules of a step that take all that they match.
  func taking(inStep step: Int) -> [Taking] { takingOf[step] ?? [] }
}
