import UsageModel

/// Who gives to whom, as far as rules tell it: found once for the checks of all rules.
struct ShareFlow {
  let rules: [AllocationRule]
  /// The targets that rules give to for certain, in the order of names; nobody where there is one step only.
  let names: [String]
  /// The targets of each rule, by their places among the names, ascending.
  let given: [[Int]]
  /// Those from which each rule of a later step takes.
  let taken: [[Int]]
  /// The rules that take from each target, in their order.
  let takers: [[Int]]
  /// The first step that gives to each target.
  private let firstSteps: [Int]
  private let placeOf: [String: Int]
  /// The rules of which only usage or a script tells who receives.
  private let open: [OpenRule]
  /// Whether shares can go round in a circle.
  let hasCircle: Bool

  private struct OpenRule {
    let step: Int
    let receivers: ReceiverNames
    /// Whether it may give to names that the configuration does not have.
    let isForUnlisted: Bool
  }

  init(_ rules: [AllocationRule], in context: AllocationContext) {
    self.rules = rules
    var certain = CertainTargets(in: context)
    let isNeeded = rules.contains { $0.step > 1 }
    let numbers = isNeeded ? rules.map { certain.targets(of: $0) } : []
    let order = certain.names.indices.sorted { certain.names[$0] < certain.names[$1] }
    var places = [Int](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { places[number] = place }
    let names = order.map { certain.names[$0] }
    let placeOf = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let given = numbers.map { Set($0.map { places[Int($0)] }).sorted() }
    var firstSteps = [Int](repeating: .max, count: names.count)
    for (rule, targets) in zip(rules, given) {
      for target in targets { firstSteps[target] = min(firstSteps[target], rule.step) }
    }
    let taken = isNeeded ? rules.map { Self.taken(by: $0, among: names, placeOf) } : []
    var takers = [[Int]](repeating: [], count: names.count)
    for (rule, targets) in taken.enumerated() {
      for target in targets { takers[target].append(rule) }
    }
    open = rules.filter { isNeeded && $0.method.isOpen }.map { rule in
      OpenRule(
        step: rule.step,
        receivers: ReceiverNames(rule.receivers),
        isForUnlisted: rule.method.usesOwnApp || rule.method.hasUnresolvedDriver
      )
    }
    (self.names, self.placeOf, self.firstSteps) = (names, placeOf, firstSteps)
    (self.given, self.taken, self.takers) = (given, taken, takers)
    hasCircle = Self.hasCircle(given: given, takers: takers)
  }

  private static func taken(
    by rule: AllocationRule,
    among names: [String],
    _ placeOf: [String: Int]
  ) -> [Int] {
    let conditions = rule.targetConditions.map(PreparedCondition.init)
    guard rule.step > 1, !conditions.isEmpty else { return [] }
    let named = conditions.lazy.compactMap(\.names).first
    let candidates = named.map { $0.compactMap { placeOf[$0] }.sorted() } ?? Array(names.indices)
    return candidates.filter { place in conditions.allSatisfy { $0.holds(for: names[place]) } }
  }

  /// The targets that steps before one give to for certain.
  func targets(before step: Int) -> [String] {
    zip(names, firstSteps).filter { $0.1 < step }.map(\.0)
  }

  /// Whether a step before one can give to a target that fits a pattern.
  func canReceive(
    _ pattern: UsageFilter.Pattern,
    before step: Int,
    in context: AllocationContext
  ) -> Bool {
    if pattern.matches(ReservedName.unallocated) { return true }
    if !pattern.isWildcard {
      if let place = placeOf[pattern.text], firstSteps[place] < step { return true }
    } else if names.indices.contains(where: {
      firstSteps[$0] < step && pattern.matches(names[$0])
    }) {
      return true
    }
    return open.contains { giver in
      guard giver.step < step else { return false }
      if pattern.isWildcard { return true }
      guard giver.receivers.allow(pattern.text) else { return false }
      // A record may be of an app that the configuration does not name.
      return giver.isForUnlisted || context.apps.map { $0[pattern.text] != nil } ?? true
    }
  }

  /// The first target that a rule takes from and gives to.
  func ownTarget(ofRule rule: Int) -> String? {
    let taken = Set(taken[rule])
    return given[rule].first(where: taken.contains).map { names[$0] }
  }
}

extension AllocationMethod {
  /// Whether only usage or a script tells who receives.
  fileprivate var isOpen: Bool {
    switch self {
    case .ownApp, .custom: true
    case .amount(_, let rest): rest?.isOpen ?? false
    // Whom a driver names on some days says nothing of others.
    case .driver: true
    case .to, .even, .weights, .percent: false
    }
  }
}
