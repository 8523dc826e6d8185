import UsageModel

/// Finds what is wrong with a rule.
struct RuleCheck {
  let rule: AllocationRule
  let context: AllocationContext
  /// Who may receive by the rule.
  let receivers: ReceiverNames
  /// The mistakes that are told.
  private(set) var mistakes: [AllocationMistake] = []
  /// How many others there are.
  private(set) var untold = 0
  private let room: Int
  private var problems: Set<String> = []

  /// Creates a check that tells a number of mistakes at most.
  init(_ rule: AllocationRule, in context: AllocationContext, room: Int) {
    self.rule = rule
    self.context = context
    self.room = room
    receivers = ReceiverNames(rule.receivers)
  }

  /// How many mistakes were found.
  var count: Int { mistakes.count + untold }

  /// Adds a mistake.
  mutating func add(_ problem: String, help: String) {
    add(problem) { _ in help }
  }

  /// Adds a mistake in a name, which probably means one of others.
  mutating func add(
    _ problem: String,
    in name: String,
    among names: @autoclosure () -> some Sequence<String>,
    else help: String
  ) {
    add(problem) { context in
      context.closestName(name, names().sorted()).map { "did you mean \"\($0)\"?" } ?? help
    }
  }

  /// What to do about a mistake takes longest to find, and is found of those only that are told.
  private mutating func add(_ problem: String, help: (AllocationContext) -> String) {
    // The same name may be wrong in several places of a rule.
    guard problems.insert(problem).inserted else { return }
    guard mistakes.count < room else {
      untold += 1
      return
    }
    mistakes.append(AllocationMistake(rule, problem, help: help(context)))
  }

  mutating func checkName(against earlier: EarlierRules) {
    guard !rule.name.isEmpty else {
      add("it has no name", help: "give it one, which ledgers show")
      return
    }
    if let same = earlier.place(of: rule.name) {
      add(
        "the rule at \(same) has the same name",
        help: "give each rule its own, which ledgers show"
      )
    }
  }

  mutating func checkDates() {
    guard let since = rule.since, let before = rule.before, since >= before else { return }
    add(
      "it is for no day, since \(since) is not before \(before)",
      help: "let since come first; before is the first day that the rule is not for"
    )
  }

  mutating func checkReceivers() {
    switch rule.receivers {
    case .anyone: break
    case .only(let names):
      if names.isEmpty {
        add("its targets name nobody", help: "name the targets, or leave targets out")
      }
      checkNames(names)
    case .allExcept(let names): checkNames(names)
    }
  }

  /// Checks a list of targets.
  mutating func checkNames(_ names: [String]) {
    var seen: Set<String> = []
    for name in names {
      if !seen.insert(name).inserted {
        add("it names \"\(name)\" twice", help: "name each target once")
      } else {
        checkName(of: name)
      }
    }
  }

  private mutating func checkName(of target: String) {
    if target.isEmpty {
      add("it names a target without a name", help: "write the name of an app")
    } else if ReservedName.isReserved(target) {
      add("\"\(target)\" is a reserved name and cannot receive", help: "write the name of an app")
    } else if let apps = context.apps, apps[target] == nil {
      add(
        "no app is called \"\(target)\"",
        in: target,
        among: apps.keys,
        else: "name an app of the configuration, or add this one to it"
      )
    }
  }
}
