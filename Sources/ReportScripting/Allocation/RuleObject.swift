import LuaHost
import UsageAnalysis
import UsageModel

/// A rule of allocation in a script.
struct RuleObject: LuaObject {
  let rule: SharingRule<ScriptDriver>
  /// The script's own test of what the rule takes.
  let test: LuaFunction?
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("rule") }
}

/// What costs can be divided in proportion to in a script.
enum ScriptDriver {
  /// What the configuration could name too.
  case named(SharingDriver)
  /// A metric that the script loaded.
  case metric(MetricObject)
  /// The cost of a frame by day and app.
  case frame(FrameObject)
  /// A function that gives the weights of each cell.
  case weights(LuaFunction)
}

/// A policy of allocation in a script.
struct PolicyObject: LuaObject {
  let rules: [RuleObject]
  /// The dimensions that the rules look at; functions may look at any that can be told at once.
  let dimensions: Set<UsageDimension>
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("policy") }

  /// A policy of rules that can be applied, as far as that can be told without usage.
  init(_ rules: [RuleObject], in context: ScriptContext) throws {
    self.rules = rules
    self.context = context
    guard rules.count <= 1000 else {
      throw HostError("a policy has at most 1000 rules, got \(rules.count)")
    }
    let names = rules.reduce(0) { $0 + $1.rule.nameCount }
    try context.work(names * 16)
    let transient = try context.hold(names * 64)
    defer { withExtendedLifetime(transient) {} }
    let policy = AllocationPolicy(
      rules.map { object in
        AllocationRule(object.rule, test: object.test.map { _ in { _ in true } }) { _, second in
          .driver(.unresolved(name: "by"), otherwise: second)
        }
      }
    )
    dimensions = policy.dimensions
    var sharing = try context.sharing(asOf: context.input.asOf)
    // Which apps there are is known when usage is there.
    sharing.apps = nil
    try HostError.throwing(policy.mistakes(in: sharing))
  }
}

extension HostError {
  /// Throws an error that tells all mistakes, where there are any.
  static func throwing(_ mistakes: [AllocationMistake]) throws(HostError) {
    guard !mistakes.isEmpty else { return }
    throw HostError(
      "the rules cannot be used as they are:\n"
        + mistakes.map(\.description).joined(separator: "\n")
    )
  }
}

extension SharingRule<ScriptDriver> {
  /// The rule as a configuration could state it; nil where it holds what only a script has.
  var configured: SharingRule<SharingDriver>? {
    var isNamed = true
    let rule = map { driver -> SharingDriver in
      if case .named(let named) = driver { return named }
      isNamed = false
      return .metric("")
    }
    return isNamed ? rule : nil
  }
}

extension SharingRule {
  /// How many names the rule has, which is what its checks take.
  var nameCount: Int {
    method.nameCount + (targets?.count ?? 0) + (exceptions?.count ?? 0)
      + match.conditions.reduce(0) { $0 + $1.patterns.count }
  }
}

extension SharingMethod {
  fileprivate var nameCount: Int {
    switch self {
    case .to, .ownApp: 1
    case .even(let apps): apps?.count ?? 1
    case .weights(let weights): weights.count
    case .percent(let shares): shares.count
    case .amount(let amounts, let rest): amounts.count + (rest?.nameCount ?? 0)
    case .driver(_, let otherwise): 1 + (otherwise?.nameCount ?? 0)
    }
  }
}
