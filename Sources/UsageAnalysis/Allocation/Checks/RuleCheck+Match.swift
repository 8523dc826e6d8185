import UsageModel

extension RuleCheck {
  /// Looks for conditions that nothing can fulfil.
  mutating func checkMatch() {
    let before = count
    for condition in rule.match {
      switch condition.dimension {
      case .source: checkOrigin(condition, among: context.sources?.keys.sorted())
      case .provider:
        checkOrigin(
          condition,
          among: context.sources.map { Set($0.values.map(\.provider)).sorted() }
        )
      case .charge: checkKnown(condition, among: Charge.allCases.map(\.rawValue))
      case .quality: checkKnown(condition, among: Quality.allCases.map(\.rawValue))
      default: break
      }
      if condition.patterns.isEmpty {
        add(
          "it can never match: \(condition.dimension.name) may be nothing",
          help: "write what it may be"
        )
      }
    }
    // A name that nothing has says more than that nothing fulfils all conditions together.
    guard count == before else { return }
    checkContradictions()
  }

  /// Checks the names of sources or providers, of which there may be others than those that are known.
  private mutating func checkOrigin(_ condition: UsageFilter.Condition, among names: [String]?) {
    guard let names else { return }
    guard context.mayHaveOtherSources else { return checkKnown(condition, among: names) }
    let misspelt = condition.patterns.filter { pattern in
      !pattern.isWildcard && context.closestName(pattern.text, names) != nil
    }
    checkKnown(UsageFilter.Condition(condition.dimension, anyOf: misspelt), among: names)
  }

  private mutating func checkKnown(_ condition: UsageFilter.Condition, among names: [String]) {
    let known = names.joined(separator: ", ")
    for pattern in condition.patterns where !names.contains(where: pattern.matches) {
      let dimension = condition.dimension.name
      let problem =
        pattern.isWildcard
        ? "it can never match: no \(dimension) fits \"\(pattern.text)\""
        : "it can never match: no \(dimension) is called \"\(pattern.text)\""
      add(
        problem,
        in: pattern.text,
        among: names,
        else: names.isEmpty ? "there is none" : "write one of \(known)"
      )
    }
  }

  private mutating func checkContradictions() {
    let byDimension = Dictionary(grouping: rule.match, by: \.dimension)
    for (dimension, conditions) in byDimension.sorted(by: { $0.key.name < $1.key.name }) {
      // Only names can be compared: two patterns may have something in common.
      let prepared = conditions.map(PreparedCondition.init)
      guard let names = prepared.lazy.compactMap(\.names).first else { continue }
      let isPossible = names.contains { name in prepared.allSatisfy { $0.holds(for: name) } }
      guard !isPossible else { continue }
      add(
        "it can never match: its conditions on \(dimension.name) contradict each other",
        help: "write one condition on it"
      )
    }
    guard let sources = context.sources, let provider = byDimension[.provider],
      let source = byDimension[.source]
    else { return }
    let meant = sources.filter { name, _ in source.allSatisfy { $0.holds(for: name) } }
    let isPossible = meant.values.contains { found in
      provider.allSatisfy { $0.holds(for: found.provider) }
    }
    guard !isPossible, let first = meant.min(by: { $0.key < $1.key }) else { return }
    add(
      "it can never match: the source \(first.key) is of the provider \(first.value.provider)",
      help: "match the source alone"
    )
  }

  /// Looks for an earlier rule of the step that takes all that the rule could take.
  mutating func checkShadows(_ earlier: EarlierRules) {
    if let since = rule.since, let before = rule.before, since >= before { return }
    let taking = earlier.taking(inStep: rule.step)
    guard let shadow = taking.first(where: { takesAll($0) })?.rule else { return }
    add(
      "it can never match: the rule \"\(shadow.name)\" at \(shadow.place) takes all that it could take",
      help: "put this one first, or narrow the match of the other"
    )
  }

  private func takesAll(_ other: EarlierRules.Taking) -> Bool {
    if let since = other.rule.since {
      guard let own = rule.since, since <= own else { return false }
    }
    if let before = other.rule.before {
      guard let own = rule.before, own <= before else { return false }
    }
    return other.match.allSatisfy { wide in rule.match.contains { isCovered($0, by: wide) } }
  }

  /// Whether all that fulfils a condition fulfils another one too, as far as that can be told.
  private func isCovered(
    _ narrow: UsageFilter.Condition,
    by wide: PreparedCondition
  ) -> Bool {
    let dimension = wide.condition.dimension
    if dimension == .provider, narrow.dimension == .source, let sources = context.sources {
      let meant = sources.filter { narrow.holds(for: $0.key) }.values
      return !meant.isEmpty && meant.allSatisfy { wide.holds(for: $0.provider) }
    }
    return narrow.dimension == dimension && wide.covers(narrow)
  }
}
