import LuaHost
import UsageModel

/// `money(…)`, `money.sum` and `money.split`.
func moneyModule(_ context: ScriptContext) -> ModuleDefinition {
  let make = Definition(
    "money",
    "Makes an amount: money(\"12.50 USD\") or money(12.5, \"USD\").",
    [
      Parameter("amount", .either([.text, .number]), "the amount, with its currency or without"),
      Parameter("currency", .text, optional: true, "the currency of a plain number"),
    ],
    result: "tally.money"
  ) { arguments in
    if case .nil = arguments[1] {
      guard case .string(let text) = arguments[0] else {
        throw HostError("a plain number needs its currency: money(12.5, \"USD\")")
      }
      guard let money = Money(text.text) else {
        throw HostError(
          "argument 1 (amount): expected an amount such as 12.50 USD, got \(describe(arguments[0]))"
        )
      }
      return [.money(money, in: context)]
    }
    let currency = try arguments.text(1)
    let written: FixedDecimal? =
      if case .string(let text) = arguments[0] { FixedDecimal(text.text) } else {
        arguments[0].decimal
      }
    guard let amount = written else {
      if case .number(let number) = arguments[0], number.isFinite {
        throw HostError(
          "argument 1 (amount): \(describe(arguments[0])) is too large "
            + "(amounts may have 26 digits before the point)"
        )
      }
      throw HostError("argument 1 (amount): expected a number, got \(describe(arguments[0]))")
    }
    guard Money.isCurrency(currency) else {
      throw HostError(
        "argument 2 (currency): expected a code such as USD, got \(describe(arguments[1]))"
      )
    }
    return [.money(Money(amount, currency), in: context)]
  }
  .explained(
    "A currency is a code of three letters, or credits such as `helius:credit`. A plain number stands "
      + "for the decimal that it is written as: 0.1 is exactly 0.1."
  )
  .example(
    """
    assert(money("12.50 USD").text == "12.5 USD")
    assert(money(12.5, "USD") == money("12.50 USD"))
    """
  )
  let sum = Definition(
    "money.sum",
    "Adds up a list of amounts; an empty list gives 0.",
    [Parameter("amounts", .list(.either([.object("money"), .number])), "the amounts")],
    result: "tally.money|integer"
  ) { arguments in
    guard case .table(let list) = arguments[0] else { return [0] }
    var total = LuaValue.integer(0)
    let amounts = try entries(of: list, as: "argument 1 (amounts): ")
    try context.work(amounts.count * 16)
    for (index, amount) in amounts.enumerated() {
      do {
        total = try adding(total, amount, sign: 1, in: context)
      } catch let error as HostError {
        throw HostError("argument 1 (amounts): entry \(index + 1): \(error)")
      }
    }
    return [total]
  }
  .example(
    """
    local total = money.sum { money("0.1 USD"), money("0.2 USD") }
    assert(total.text == "0.3 USD")
    assert(money.sum {} == 0)
    """
  )
  let split = Definition(
    "money.split",
    "Splits an amount by weights, exactly: the parts sum to the amount.",
    [
      Parameter("amount", .object("money"), "what to split"),
      Parameter("weights", .list(.number), "a list of numbers that are not negative"),
    ],
    result: "tally.money[]"
  ) { arguments in
    guard let money = arguments[0].money, case .table(let list) = arguments[1] else { return [] }
    var weights: [FixedDecimal] = []
    let owner = "argument 2 (weights): "
    let entries = try entries(of: list, as: owner)
    // Numbers of 128 bits are scaled, divided and sorted.
    try context.work(entries.count * 64)
    let transient = try context.hold(entries.count * 256)
    defer { withExtendedLifetime(transient) {} }
    for (index, weight) in entries.enumerated() {
      if case .number(let number) = weight, number.isFinite, number > 0, weight.decimal == nil {
        throw HostError("\(owner)entry \(index + 1): \(describe(weight)) is too large")
      }
      guard let decimal = weight.decimal, !decimal.isNegative else {
        throw HostError(
          "\(owner)entry \(index + 1): expected a number that is not negative, "
            + "got \(describe(weight))"
        )
      }
      weights.append(decimal)
    }
    guard weights.contains(where: { !$0.isZero }) else {
      let isZero = entries.allSatisfy { $0.isZeroNumber }
      throw HostError(
        isZero
          ? "all weights are zero" : "no weight is as large as 0.000000000001; multiply them all"
      )
    }
    let parts = money.amount.spread(over: scaledWeights(weights))
    return [.table(LuaTable(array: parts.map { .money(Money($0, money.currency), in: context) }))]
  }
  .example(
    """
    local parts = money.split(money("100 USD"), { 1, 1, 1 })
    assert(parts[1].text == "33.333333333334 USD")
    assert(money.sum(parts) == money("100 USD"))
    """
  )
  return ModuleDefinition(
    name: "money",
    summary: "Exact amounts of money.",
    call: make,
    functions: [sum, split]
  )
}

/// Weights as whole numbers in the same proportion, within the range that a spread takes.
///
/// Some weight is above zero. Where the largest has more digits than the range, all are rounded: to less than one part
/// in 10¹⁷ of it.
private func scaledWeights(_ weights: [FixedDecimal]) -> [Int64] {
  var units = weights.map(\.units)
  while units.allSatisfy({ $0 % 10 == 0 }) { units = units.map { $0 / 10 } }
  while units.contains(where: { $0 > Int64.max }) { units = units.map { ($0 + 5) / 10 } }
  return units.map { Int64(clamping: $0) }
}

extension LuaValue {
  /// Whether the value is the number zero.
  fileprivate var isZeroNumber: Bool {
    switch self {
    case .integer(let number): number == 0
    case .number(let number): number == 0
    default: false
    }
  }
}
