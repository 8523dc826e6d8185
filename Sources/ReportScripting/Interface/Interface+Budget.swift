import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// `budget.get`, `budget.find` and `budget.all`.
func budgetModule(_ context: ScriptContext) -> ModuleDefinition {
  let name = Parameter("name", .budget, "a name from `budgets:` of the configuration")
  func find(_ arguments: Arguments) throws -> BudgetObject? {
    let name = try arguments.text(0)
    return context.input.budgets.first { $0.name == name }.map { BudgetObject($0, in: context) }
  }
  let get = Definition(
    "budget.get",
    "A budget by its name; an unknown name is an error.",
    [name],
    result: "tally.budget"
  ) { arguments in
    if let budget = try find(arguments) { return [.object(budget)] }
    let name = try arguments.text(0)
    let names = context.input.budgets.map(\.name)
    let hint =
      names.isEmpty
      ? "; the configuration has none, add it below `budgets:`" : suggestion(for: name, in: names)
    throw HostError("unknown budget \(describe(.text(name)))\(hint)")
  }
  .example(
    """
    if budget.find("everything") then print(budget.get("everything").remaining) end
    """
  )
  let findDefinition = Definition(
    "budget.find",
    "A budget by its name, or nil where the configuration has none of that name.",
    [name],
    result: "tally.budget?"
  ) { arguments in [try find(arguments).map { .object($0) } ?? .nil] }
  .example(
    """
    -- A figure that is left out where there is no such budget.
    local plan = budget.find("everything")
    local r = report.new { title = "Spend" }
    r:figures { { "Spent", usage.load().cost }, plan and plan:figure("Budget left") }
    """
  )
  let all = Definition(
    "budget.all",
    "All budgets, in the order of the configuration.",
    result: "tally.budget[]"
  ) { _ in
    [
      .table(
        LuaTable(array: context.input.budgets.map { .object(BudgetObject($0, in: context)) })
      )
    ]
  }
  .example(
    """
    for _, b in ipairs(budget.all()) do
      if b.limit and b.spent and b.spent > b.limit then log.warn(b.name .. " is over its limit") end
    end
    """
  )
  return ModuleDefinition(
    name: "budget",
    summary: "The budgets of the configuration, as they stand in the report's period.",
    functions: [get, findDefinition, all]
  )
}

/// What a budget has.
func budgetObject(_ context: ScriptContext) -> ObjectDefinition {
  let field = fields(of: BudgetObject.self)
  let amount = "tally.money|number|nil"
  return ObjectDefinition(
    name: "budget",
    summary:
      "A budget in its period that contains the report's last day, as of its days that are over.",
    fields: [
      field("name", "string", "its name") { .text($0.budget.name) },
      field(
        "limit",
        amount,
        "what is allowed, with what earlier periods left over; nil where the budget names no amount for the period"
      ) {
        $0.value(try $0.standing().limit)
      },
      field("unit", "string", "what it counts: a currency, credits, requests or a meter's unit") {
        .text($0.budget.unit)
      },
      field("period", "tally.period", "the period that it stands so in") {
        .period(try $0.standing().period, in: context)
      },
      field("scope", "table<string, string[]>", "the usage that counts, as `where` takes it") {
        .table(LuaTable($0.budget.scope))
      },
      field("spent", amount, "what was spent, nil where nothing is known of it") {
        $0.value(try $0.standing().spent)
      },
      field("remaining", amount, "what is left of the limit, below zero where it is passed") {
        $0.value(try $0.standing().remaining)
      },
      field("pace", amount, "what may be spent by now, in proportion to the days that are over") {
        $0.value(try $0.standing().pace)
      },
      field("share", "number?", "what was spent as a part of the limit; 1 is all of it") {
        .decimal(try $0.standing().share)
      },
    ],
    methods: [
      Definition(
        "budget:figure",
        "What is left, as `report:figures` takes it.",
        [Parameter("label", .text, "what the figure is called")],
        result: "table"
      ) { arguments in
        guard case .object(let budget as BudgetObject) = arguments.receiver else { return [] }
        return [.table(try figure(of: budget, label: try arguments.text(0)))]
      }
      .example(
        """
        local r = report.new { title = "Budgets" }
        for _, b in ipairs(budget.all()) do r:figures { b:figure(b.name) } end
        """
      ),
      Definition(
        "budget:status",
        "What to think of it: \"ok\", \"at risk\" or \"over\", and as a second value why.",
        [
          Parameter(
            "outlook",
            .object("outlook"),
            optional: true,
            "a forecast of the budget's period; without it, one of its own usage is made"
          )
        ],
        result: "string?"
      ) { arguments in
        guard case .object(let budget as BudgetObject) = arguments.receiver else { return [] }
        var given: OutlookObject?
        if case .object(let outlook as OutlookObject) = arguments[0] { given = outlook }
        let outlook = try budget.outlook(by: given)
        let text = outlook.reason.text { context.format.share($0) }
        return [outlook.status.map { .text($0.rawValue) } ?? .nil, .text(text)]
      }
      .explained(
        """
        A budget is over once more was spent than is allowed. It is at risk where the forecast says that the limit \
        will be exceeded, or is with a chance of half or more, or where a threshold of `warn_at` about what is to \
        come is reached. Where there is too little history for a forecast, a budget is never at risk. The status is \
        nil without a limit, or where nothing is known of what was spent; the reason is told in any case.
        """
      )
      .example(
        """
        for _, b in ipairs(budget.all()) do
          local status, reason = b:status()
          if status == "over" or status == "at risk" then log.warn(b.name .. ": " .. reason) end
        end
        """
      )
      .example(
        """
        -- With a launch that the past does not know.
        local launch = forecast.event { "Launch", since = "2026-11-25", days = 4, factor = 1.8 }
        local plan = budget.find("everything")
        if plan and plan.limit then
          print(plan:status(forecast.period { period = plan.period, where = plan.scope, events = { launch } }))
        end
        """
      ),
    ],
    examples: [
      """
      for _, b in ipairs(budget.all()) do
        print(b.name, b.limit, b.unit, b.period, b.spent, b.remaining, b.pace, b.share)
        print(usage.load { period = b.period, where = b.scope }.cost)
      end
      """
    ]
  )
}

/// `{ label, remaining, note = "71.1% of $4,800.00 used" }`.
private func figure(of budget: BudgetObject, label: String) throws -> LuaTable {
  let standing = try budget.standing()
  let format = budget.context.format
  func text(_ amount: FixedDecimal) -> String {
    Money.isCurrency(budget.budget.unit)
      ? format.text(.money(Money(amount, budget.budget.unit)))
      : "\(format.number(amount)) \(budget.budget.unit)"
  }
  let note: String
  if let limit = standing.limit {
    if let share = standing.share, standing.isPassed {
      note = "over: \(format.percent(share)) of \(text(limit)) used"
    } else if let share = standing.share {
      note = "\(format.percent(share)) of \(text(limit)) used"
    } else {
      note = "of \(text(limit))"
    }
  } else {
    note = "no limit in \(standing.period.label)"
  }
  return LuaTable(
    array: [.text(label), budget.value(standing.remaining)],
    fields: ["note": .text(note)]
  )
}

extension LuaTable {
  /// A filter as `where` takes it.
  fileprivate init(_ filter: UsageFilter) {
    self.init()
    for condition in filter.conditions {
      self[condition.dimension.name] = .table(
        LuaTable(array: condition.patterns.map { .text($0.text) })
      )
    }
  }
}
