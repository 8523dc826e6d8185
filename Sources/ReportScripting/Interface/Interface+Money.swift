import LuaHost
import ReportDocument
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
      throw HostError("argument 1 (amount): expected a number, got \(describe(arguments[0]))")
    }
    guard Money.isCurrency(currency) else {
      throw HostError(
        "argument 2 (currency): expected a code such as USD, got \(describe(arguments[1]))"
      )
    }
    return [.money(Money(amount, currency), in: context)]
  }
  let sum = Definition(
    "money.sum",
    "Adds up a list of amounts; an empty list gives 0.",
    [Parameter("amounts", .table, "the amounts")],
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
  let split = Definition(
    "money.split",
    "Splits an amount by weights, exactly: the parts sum to the amount.",
    [
      Parameter("amount", .object("money"), "what to split"),
      Parameter("weights", .table, "a list of numbers that are not negative"),
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
      guard let decimal = weight.decimal, !decimal.isNegative else {
        throw HostError(
          "\(owner)entry \(index + 1): expected a number that is not negative, "
            + "got \(describe(weight))"
        )
      }
      weights.append(decimal)
    }
    let parts = money.amount.spread(over: try scaledWeights(weights))
    return [.table(LuaTable(array: parts.map { .money(Money($0, money.currency), in: context) }))]
  }
  return ModuleDefinition(
    name: "money",
    summary: "Exact amounts of money.",
    call: make,
    functions: [sum, split]
  )
}

/// Weights as whole numbers in the same proportion, within the range that a spread takes.
private func scaledWeights(_ weights: [FixedDecimal]) throws -> [Int64] {
  var units = weights.map(\.units)
  guard units.contains(where: { $0 > 0 }) else { throw HostError("all weights are zero") }
  while units.allSatisfy({ $0 % 10 == 0 }) { units = units.map { $0 / 10 } }
  return try units.map { weight in
    guard let whole = Int64(exactly: weight) else {
      throw HostError("the weights have too many digits")
    }
    return whole
  }
}

/// The sum or difference of two operands, one of which may be the number 0.
private func adding(
  _ left: LuaValue,
  _ right: LuaValue,
  sign: Int,
  in context: ScriptContext
) throws -> LuaValue {
  let (first, second, currency) = try alike(left, right, for: sign > 0 ? "add" : "subtract")
  guard let currency else { return .integer(0) }
  return .money(Money(sign > 0 ? try first + second : try first - second, currency), in: context)
}

/// Two amounts of one currency; the number 0 goes with any.
private func alike(
  _ left: LuaValue,
  _ right: LuaValue,
  for what: String
) throws(HostError) -> (FixedDecimal, FixedDecimal, currency: String?) {
  let zero = FixedDecimal.zero
  switch (left.money, right.money) {
  case (let first?, let second?):
    guard first.currency == second.currency else {
      throw HostError(
        "cannot \(what) \(first.currency) and \(second.currency); convert one with a rate first"
      )
    }
    return (first.amount, second.amount, first.currency)
  case (let first?, nil) where right.decimal == zero: return (first.amount, zero, first.currency)
  case (nil, let second?) where left.decimal == zero: return (zero, second.amount, second.currency)
  case (nil, nil) where left.decimal == zero && right.decimal == zero: return (zero, zero, nil)
  default:
    // In a sum the left side may still be the 0 that it starts from.
    let isRight = left.money != nil || left.decimal == zero
    let other = isRight ? right : left
    let reason =
      if case .nil = other { "one of the two is not known (nil)" } else {
        "only the number 0 has no currency"
      }
    throw HostError("cannot \(what) money and \(describe(other)); \(reason)")
  }
}

/// What an amount can do.
func moneyObject(_ context: ScriptContext) -> ObjectDefinition {
  func field(
    _ name: String,
    _ annotation: String,
    _ summary: String,
    _ read: @escaping (Money) -> LuaValue
  ) -> FieldDefinition {
    FieldDefinition(name, annotation, summary) { object in
      (object as? MoneyObject).map { read($0.money) } ?? .nil
    }
  }
  func comparing(
    _ name: String,
    _ holds: @escaping (FixedDecimal, FixedDecimal) -> Bool
  ) -> HostFunction {
    HostFunction(name) { call in
      let (left, right, _) = try alike(call[0], call[1], for: "compare")
      return [.boolean(holds(left, right))]
    }
  }
  return ObjectDefinition(
    name: "money",
    summary: "An exact amount in one currency.",
    fields: [
      field("amount", "number", "the amount as a binary fraction, for charts only") {
        .number($0.amount.approximation)
      },
      field("currency", "string", "the currency") { .text($0.currency) },
      field("text", "string", "the exact amount: 12.5 USD") { .text($0.description) },
      field("is_zero", "boolean", "whether it is nothing") { .boolean($0.amount.isZero) },
    ],
    operators: [
      .add: HostFunction("+") { [try adding($0[0], $0[1], sign: 1, in: context)] },
      .subtract: HostFunction("-") { [try adding($0[0], $0[1], sign: -1, in: context)] },
      .multiply: HostFunction("*") { call in
        guard let money = call[0].money ?? call[1].money,
          let factor = call[0].decimal ?? call[1].decimal
        else { throw HostError("money can be multiplied with a number only") }
        return [.money(Money(try money.amount * factor, money.currency), in: context)]
      },
      .divide: HostFunction("/") { call in
        guard let money = call[0].money else {
          throw HostError("a number cannot be divided by money")
        }
        if let other = call[1].money {
          let (left, right, _) = try alike(call[0], call[1], for: "divide")
          guard let ratio = try left.divided(by: right) else {
            throw HostError("cannot divide \(money) by \(other)")
          }
          return [.number(ratio.approximation)]
        }
        guard let divisor = call[1].decimal, let part = try money.amount.divided(by: divisor) else {
          throw HostError("cannot divide \(money) by \(describe(call[1]))")
        }
        return [.money(Money(part, money.currency), in: context)]
      },
      .negate: HostFunction("-") { call in
        guard let money = call[0].money else { return [] }
        return [.money(Money(money.amount.negated, money.currency), in: context)]
      },
      .equal: HostFunction("==") { [.boolean($0[0].money == $0[1].money)] },
      .lessThan: comparing("<", <),
      .lessOrEqual: comparing("<=", <=),
      .toString: HostFunction("tostring") { call in
        [.text(call[0].money.map { context.format.money($0) } ?? "money")]
      },
    ],
    annotations: [
      "operator add(tally.money|number): tally.money",
      "operator sub(tally.money|number): tally.money", "operator mul(number): tally.money",
      "operator div(number): tally.money", "operator div(tally.money): number",
      "operator unm: tally.money",
    ]
  )
}
