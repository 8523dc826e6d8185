import LuaHost
import UsageAnalysis
import UsageModel

/// `allocation.rule` and `allocation.policy`.
func allocationModule(_ context: ScriptContext) -> ModuleDefinition {
  let rule = Definition(
    "allocation.rule",
    "A rule: which usage it takes, and how that is divided among apps.",
    [Parameter("rule", .table, "the rule's name, then the options below")],
    options: RuleReading.options,
    takesList: true,
    result: "tally.rule"
  ) { arguments in
    [.object(try RuleReading(arguments: arguments, context: context).rule())]
  }
  .explained(
    """
    A rule has one method: `to`, `even`, `weights`, `percent`, `by` or `with`; or `amount`, with one of \
    these for what the fixed amounts leave. With `to = "app"` a record goes to its own app; one without \
    an app goes on to the next rule.

    `by` divides each day in proportion to a driver: the cost or requests of each app, a \
    [driver](#driver), a [metric](metrics.md) with a column `app`, or a frame, which means its cost. \
    On days on which the driver is zero or missing, `otherwise` says how; without it the cost of the day \
    is `(unallocated)`, with a warning.

    `amount` counts a source's billing window and is spread over its days by the rule's cost. Where the \
    report has only some days of the window, so much of the amount counts. More than the rule's cost of \
    the window is an error.

    A rule of `step = 2` divides again what a target received: `match = { target = "Platform" }`.
    """
  )
  .example(
    """
    local rule = allocation.rule
    local shares = allocation.policy {
      rule { "who knows the app", to = "app" },
      rule { "the rest, evenly", even = { "Shop", "Wallet" } },
    }:apply { period = period.month() }
    assert(shares.cost == usage.load().cost)
    """
  )
  let policy = Definition(
    "allocation.policy",
    "Rules that together say who bears what; without rules, those below `allocation:` of the configuration.",
    [
      Parameter(
        "rules",
        .list(.object("rule")),
        optional: true,
        "the rules in their order: the first whose `match` fits takes the record"
      )
    ],
    result: "tally.policy"
  ) { arguments in
    guard case .table(let list) = arguments[0] else {
      let rules = context.input.allocation.map { rule in
        RuleObject(rule: rule.map(ScriptDriver.named), test: nil, context: context)
      }
      return [.object(try PolicyObject(rules, in: context))]
    }
    let owner = "argument 1 (rules): "
    let entries = try entries(of: list, as: owner)
    try context.work(entries.count * 16)
    let rules = try entries.enumerated().map { index, entry throws(HostError) in
      guard case .object(let rule as RuleObject) = entry else {
        throw HostError(
          "\(owner)entry \(index + 1): expected a rule from allocation.rule, got \(describe(entry))"
        )
      }
      return rule
    }
    return [.object(try PolicyObject(rules, in: context))]
  }
  .example(
    """
    -- The policy that all reports share; where there is none, each app bears its own.
    local policy = allocation.policy()
    if #policy == 0 then
      policy = allocation.policy { allocation.rule { "its own", to = "app" } }
    end
    print(policy:apply().cost)
    """
  )
  return ModuleDefinition(
    name: "allocation",
    summary:
      "Divides costs among apps, exactly: what comes out is what went in, to the last digit.",
    functions: [rule, policy]
  )
}

/// What a rule has.
func ruleObject(_ context: ScriptContext) -> ObjectDefinition {
  let field = fields(of: RuleObject.self)
  return ObjectDefinition(
    name: "rule",
    summary: "A rule of an allocation, as `allocation.rule` makes it.",
    fields: [
      field("name", "string", "its name") { .text($0.rule.name) },
      field("step", "integer", "the step that it belongs to") { .integer(Int64($0.rule.step)) },
    ],
    examples: [
      """
      local own = allocation.rule { "its own", to = "app" }
      assert(own.name == "its own" and own.step == 1)
      """
    ]
  )
}

/// What a policy has.
func policyObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "policy",
    summary: "The rules of an allocation, in their order.",
    methods: [
      Definition(
        "policy:apply",
        "Loads usage, as `usage.load` does, and divides its cost among apps.",
        [Parameter("query", .table, optional: true, "the options below")],
        options: UsageQuestion.options + [
          Parameter("partial", .boolean, optional: true, "true counts the running day too"),
          Parameter("as_of", .text, optional: true, "only what was learnt by then, in RFC 3339"),
        ],
        result: "tally.shares"
      ) { arguments in
        guard case .object(let policy as PolicyObject) = arguments.receiver else { return [] }
        return [.object(try policy.applied(arguments))]
      }
      .explained(
        """
        All dimensions that the rules look at are loaded, whatever `dims` says; `dims` names those that the \
        [shares](#shares-objects) are told apart by, besides day, source, charge and target. Costs are \
        divided cell by cell: what is alike in day, source, `dims`, charge, currency and rule is one cell, \
        so it does not matter in how many records a cost arrived.
        """
      )
      .example(
        """
        local shares = allocation.policy { allocation.rule { "its own", to = "app" } }
          :apply { period = period.month(), dims = { "service" } }
        for row in shares:by("target", "service"):rows() do print(row.target, row.service, row.cost) end
        """
      )
    ],
    operators: [
      .length: HostFunction("#") { call in
        guard case .object(let policy as PolicyObject) = call[0] else { return [0] }
        return [.integer(Int64(policy.rules.count))]
      }
    ],
    examples: [
      """
      local policy = allocation.policy { allocation.rule { "its own", to = "app" } }
      assert(#policy == 1)
      """
    ]
  )
}
