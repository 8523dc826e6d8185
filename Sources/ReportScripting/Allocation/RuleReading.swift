import LuaHost
import UsageModel

/// Reads what `allocation.rule` receives.
struct RuleReading {
  let arguments: Arguments
  let context: ScriptContext

  /// The methods, of which a rule has one.
  private static let methods = ["to", "even", "weights", "percent", "by", "with"]

  /// The options that say how a rule divides.
  static let methodOptions = [
    Parameter("to", .app, optional: true, "an app that gets all, or \"app\" for the record's own"),
    Parameter("even", .list(.app), optional: true, "apps that get equal shares"),
    Parameter("weights", .map(.number), optional: true, "shares by app, in any proportion"),
    Parameter("percent", .map(.number), optional: true, "shares by app, which total 100"),
    Parameter(
      "amount",
      .map(.object("money")),
      optional: true,
      "fixed amounts by app for each billing window; the rest goes by a second method"
    ),
    Parameter(
      "by",
      .either([
        .word(["cost", "requests"]), .object("metric"), .object("frame"), .shape(driverShape),
      ]),
      optional: true,
      "what to divide in proportion to, day by day"
    ),
    Parameter(
      "with",
      .either([
        .text, .callback("fun(cell: tally.cell, targets: string[]): table<string, number>"),
      ]),
      optional: true,
      "a function that returns weights by app, or the name of a method in Scripts/methods"
    ),
  ]

  /// All options of a rule.
  static let options =
    [
      Parameter(
        "match",
        .either([.map(.any), .callback("fun(cell: tally.cell): any")]),
        optional: true,
        "which usage it takes: values, lists or patterns by dimension, or a function; all without it"
      )
    ] + methodOptions + [
      Parameter(
        "otherwise",
        .either([.word(["even"]), .table]),
        optional: true,
        "the method for days on which `by` knows nothing: \"even\", or { weights = { … } } and its like"
      ),
      Parameter("targets", .list(.app), optional: true, "the only apps that may receive"),
      Parameter("except", .list(.app), optional: true, "apps that may not receive"),
      Parameter("since", .either([.text, .object("day")]), optional: true, "its first day"),
      Parameter(
        "before",
        .either([.text, .object("day")]),
        optional: true,
        "the first day that it is not for any more"
      ),
      Parameter(
        "step",
        .wholeNumber,
        optional: true,
        "2 divides again what step 1 gave to the target in `match`; 1 without it"
      ),
    ]

  /// The rule.
  func rule() throws -> RuleObject {
    let options = arguments.options
    guard let name = options.array.first?.textValue, options.array.count == 1 else {
      throw HostError("a rule begins with its name: rule { \"the rest of Helius\", … }")
    }
    let place = arguments.place
    var match = UsageFilter()
    var test: LuaFunction?
    switch options["match"] {
    case .table(let conditions):
      match = try usageFilter(conditions, as: "option \"match\": ", in: context) {
        value throws(HostError) in
        value.textValue == UsageDimension.target.name ? .target : try dimension(value)
      }
    case .function(let function): test = function
    default: break
    }
    if case .nil = options["targets"] {
    } else if case .nil = options["except"] {
    } else {
      throw HostError("a rule has `targets` or `except`, not both")
    }
    let rule = SharingRule(
      name,
      file: place?.file ?? context.input.name,
      line: place?.line ?? 0,
      match: match,
      since: try day("since"),
      before: try day("before"),
      step: Arguments.wholeNumber(options["step"]) ?? 1,
      targets: try names(options["targets"], as: "option \"targets\": "),
      except: try names(options["except"], as: "option \"except\": "),
      method: try method(of: options)
    )
    return RuleObject(rule: rule, test: test, context: context)
  }

  private func day(_ option: String) throws(HostError) -> Day? {
    let value = arguments.options[option]
    if case .nil = value { return nil }
    guard let day = value.day else {
      throw HostError(
        "option \"\(option)\": expected a day such as 2026-10-15, got \(describe(value))"
      )
    }
    return day
  }

  private func names(_ value: LuaValue, as owner: String) throws -> [String]? {
    guard case .table(let list) = value else { return nil }
    let entries = try entries(of: list, as: owner)
    try context.work(entries.count * 4)
    return try entries.enumerated().map { index, name throws(HostError) in
      guard let text = name.textValue else {
        throw HostError("\(owner)entry \(index + 1): expected an app, got \(describe(name))")
      }
      return text
    }
  }

  // MARK: - Methods

  private func method(of options: LuaTable) throws -> SharingMethod<ScriptDriver> {
    var second: LuaTable?
    if case .table(let table) = options["otherwise"] { second = table }
    if case .nil = options["otherwise"] {
    } else if case .nil = options["by"] {
      throw HostError("option \"otherwise\": it belongs to `by`, which the rule does not have")
    }
    let isEven = options["otherwise"].textValue == "even"
    let otherwise: SharingMethod<ScriptDriver>? =
      isEven ? .even(nil) : try second.map { try secondMethod($0) }
    let named = Self.methods.filter { if case .nil = options[$0] { false } else { true } }
    guard named.count <= 1 else {
      throw HostError(
        "a rule has one method, this one has \(named.map { "`\($0)`" }.joined(separator: " and "))"
      )
    }
    let own = try named.first.map { try method($0, options[$0], otherwise) }
    if case .table(let amounts) = options["amount"] {
      return .amount(try self.amounts(amounts), rest: own)
    }
    guard let own else {
      throw HostError(
        "the rule does not say how to divide; add one of \((Self.methods + ["amount"]).joinedWithOr)"
      )
    }
    return own
  }

  /// The method of `otherwise = { … }`.
  private func secondMethod(_ table: LuaTable) throws -> SharingMethod<ScriptDriver> {
    let allowed = Self.methodOptions.filter { $0.name != "amount" }
    try allowed.check(table, of: "option \"otherwise\": ")
    let named = Self.methods.filter { if case .nil = table[$0] { false } else { true } }
    guard let name = named.first, named.count == 1, name != "by" else {
      throw HostError(
        "option \"otherwise\": expected one of to, even, weights, percent or with, such as "
          + "otherwise = { weights = { Shop = 1 } }"
      )
    }
    return try method(name, table[name], nil)
  }

  private func method(
    _ name: String,
    _ value: LuaValue,
    _ otherwise: SharingMethod<ScriptDriver>?
  ) throws -> SharingMethod<ScriptDriver> {
    let owner = "option \"\(name)\": "
    switch (name, value) {
    case ("to", .string(let text)): return text.text == "app" ? .ownApp : .to(text.text)
    case ("even", .table): return .even(try names(value, as: owner))
    case ("weights", .table(let table)): return .weights(try numbers(table, as: owner))
    case ("percent", .table(let table)): return .percent(try numbers(table, as: owner))
    case ("with", .function(let function)): return .driver(.weights(function), otherwise: nil)
    case ("with", .string(let text)):
      guard context.input.methods?.names.contains(text.text) ?? false else {
        throw HostError("\(owner)\(context.unknownMethod(text.text, for: .allocation))")
      }
      return .driver(.named(.method(text.text)), otherwise: nil)
    default: return .driver(try driver(value), otherwise: otherwise)
    }
  }

  private func numbers(
    _ table: LuaTable,
    as owner: String
  ) throws -> [String: FixedDecimal] {
    try byApp(table, as: owner, expecting: "a number") { $0.decimal }
  }

  private func amounts(_ table: LuaTable) throws -> [String: Money] {
    let owner = "option \"amount\": "
    return try byApp(table, as: owner, expecting: "an amount of money") { $0.money }
  }

  private func byApp<Value>(
    _ table: LuaTable,
    as owner: String,
    expecting what: String,
    _ read: (LuaValue) -> Value?
  ) throws -> [String: Value] {
    guard table.array.isEmpty, table.others.isEmpty else {
      throw HostError("\(owner)every app needs its name: { Shop = … }")
    }
    try context.work(table.fields.count * 4)
    var values: [String: Value] = [:]
    for name in table.fields.keys.sorted() {
      guard let value = read(table[name]) else {
        throw HostError("\(owner)\(name): expected \(what), got \(describe(table[name]))")
      }
      values[name] = value
    }
    return values
  }
}
