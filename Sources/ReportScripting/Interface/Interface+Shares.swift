import LuaHost
import UsageAnalysis
import UsageModel

/// What an allocation's result has besides what every frame has.
func sharesObject(_ context: ScriptContext) -> ObjectDefinition {
  let source = Parameter("source", .source, optional: true, "only what comes from this source")
  func result(_ receiver: LuaValue) throws(HostError) -> AllocationResult {
    guard case .object(let object as FrameObject) = receiver, let shares = object.shares else {
      throw HostError("a part of the shares does not tell how it came about; ask the whole")
    }
    return shares
  }
  func checkExplained(
    _ target: String?,
    _ source: String?,
    of shares: AllocationResult
  ) throws(HostError) {
    if let target, !shares.knownTargets.contains(target) {
      throw unknown("target", target, among: shares.knownTargets)
    }
    let sources = shares.knownSources.union(context.input.sources.map(\.name))
    if let source, !sources.contains(source) { throw unknown("source", source, among: sources) }
  }
  var object = ObjectDefinition(
    name: "shares",
    summary:
      "A frame that an allocation made, with the dimension `target` and the tags of the targets.",
    details: """
      It has all that a [frame](frame.md) has: `shares:by("target")` is what each app bears, \
      `shares:by("tag.team")` what each team does. What no rule took has the target `(unallocated)`.
      """,
    fields: [
      FieldDefinition("warnings", "string[]", "what the rules could not divide as they say") {
        object in
        guard let shares = (object as? FrameObject)?.shares else { return .nil }
        return .table(LuaTable(array: shares.warnings.map { .text($0.description) }))
      }
    ],
    methods: [
      Definition(
        "shares:explain",
        "How the cost of a target came about: a row for each share of a cell.",
        [Parameter("target", .app, optional: true, "the target; all of them without it"), source],
        result: "tally.share[]"
      ) { arguments in
        let shares = try result(arguments.receiver)
        try context.work(shares.cellCount)
        try checkExplained(arguments[0].textValue, arguments[1].textValue, of: shares)
        let rows = shares.ledger(
          target: arguments[0].textValue,
          source: arguments[1].textValue
        )
        return [.table(try explained(rows, in: context).list)]
      }
      .example(
        """
        local shares = allocation.policy { allocation.rule { "evenly", even = { "Shop", "Wallet" } } }:apply()
        local r = report.new { title = "Why Shop pays" }
        r:table(shares:explain("Shop"), { "day", "source", "rule", "ratio", "amount" }, { limit = 20 })
        return r
        """
      ),
      Definition(
        "shares:unallocated",
        "What no rule took, or could divide: the cost, or nil where all is divided.",
        result: "tally.money?"
      ) { arguments in
        [.cost(try result(arguments.receiver).unallocated?.cost, in: context)]
      }
      .example(
        """
        local shares = allocation.policy { allocation.rule { "its own", to = "app" } }:apply()
        local left = shares:unallocated()
        if left and not left.is_zero then log.warn("nobody bears " .. left.text) end
        """
      ),
    ],
    examples: [
      """
      local shares = allocation.policy { allocation.rule { "like requests", by = "requests" } }:apply()
      for _, warning in ipairs(shares.warnings) do print(warning) end
      """
    ]
  )
  object.parent = "frame"
  return object
}

/// The error about a name that nothing has.
private func unknown(_ kind: String, _ name: String, among known: Set<String>) -> HostError {
  let near = suggestion(for: name, in: known.sorted())
  let names = known.sorted().joined(separator: ", ")
  let all = known.isEmpty ? "; there is none" : "; there are \(names)"
  return HostError("unknown \(kind) \(describe(.text(name)))\(near.isEmpty ? all : near)")
}

/// What a row of `shares:explain` has.
let shareRow = RowDefinition(
  name: "share",
  summary: "A share of a cell, as a rule gave it.",
  page: "allocation",
  fields: [
    RowField("target", "string", "who received it"),
    RowField("day", "tally.day", "the day"),
    RowField("source", "string", "the source"),
    RowField("charge", "string", "usage, fee or another kind of charge"),
    RowField("step", "integer", "the step"),
    RowField("from", "string?", "whose share was divided again, from step 2 on"),
    RowField("rule", "string?", "the rule's name; nil for what no rule took"),
    RowField("place", "string?", "where the rule is written"),
    RowField("method", "string", "how the rule divides"),
    RowField("whole", "tally.money|number", "what was divided"),
    RowField("weight", "number", "the target's weight, or the driver's value"),
    RowField("total_weight", "number", "all weights together"),
    RowField("ratio", "number", "the target's part of the whole; those of a cell sum to 1"),
    RowField("amount", "tally.money|number", "what the target received"),
    RowField(
      "remainder",
      "tally.money|number",
      "how much of the amount is the rounding's remainder"
    ),
    RowField("passed_on", "boolean", "whether a later step divided it again"),
  ]
)

private func explained(
  _ ledger: AllocationLedger,
  in context: ScriptContext
) throws -> LuaRows {
  try context.work(ledger.count * 4)
  let memory = try context.hold(ledger.count * 8)
  // A loop asks for all fields of a row before it goes on.
  var latest: (index: Int, row: AllocationLedger.Row)?
  return try hostRows(
    shareRow.fields.map(\.name),
    count: ledger.count,
    memory,
    in: context
  ) { index, name in
    let row = latest.flatMap { $0.index == index ? $0.row : nil } ?? ledger[index]
    latest = (index, row)
    return row.value(name, in: context)
  }
}

extension AllocationLedger.Row {
  /// A field of the row as scripts see it.
  fileprivate func value(_ name: String, in context: ScriptContext) -> LuaValue {
    func amount(_ amount: FixedDecimal) -> LuaValue {
      if case .money(let currency) = measure {
        return .money(Money(amount, currency), in: context)
      }
      return .decimal(amount)
    }
    return switch name {
    case "target": .text(target)
    case "day": .day(day, in: context)
    case "source": .text(source)
    case "charge": .text(charge.rawValue)
    case "step": .integer(Int64(step))
    case "from": from.map { .text($0) } ?? .nil
    case "rule": rule.map { .text($0) } ?? .nil
    case "place": place.map { .text($0.description) } ?? .nil
    case "method": .text(method)
    case "whole": amount(whole)
    case "weight": .decimal(weight)
    case "total_weight": .decimal(totalWeight)
    case "ratio": .decimal(ratio)
    case "amount": amount(self.amount)
    case "remainder": amount(remainder)
    default: .boolean(isPassedOn)
    }
  }
}
