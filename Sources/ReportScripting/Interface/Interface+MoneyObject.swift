import LuaHost
import ReportDocument
import UsageModel

/// The sum or difference of two operands, one of which may be the number 0.
func adding(
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
  return ObjectDefinition(
    name: "money",
    summary: "An exact amount in one currency.",
    details:
      "Amounts have 26 digits before the point and 12 behind it, and sums never lose one. Two "
      + "currencies are never mixed: that is an error that names both.",
    fields: [
      field("amount", "number", "the amount as a binary fraction, for charts only") {
        .number($0.amount.approximation)
      },
      field("currency", "string", "the currency") { .text($0.currency) },
      field("text", "string", "the exact amount: 12.5 USD") { .text($0.description) },
      field("is_zero", "boolean", "whether it is nothing") { .boolean($0.amount.isZero) },
    ],
    operators: moneyOperators(context),
    examples: [
      """
      local price = money("12.50 USD")
      assert(price.text == "12.5 USD" and price.currency == "USD")
      assert(price.amount == 12.5 and not price.is_zero)
      """,
      """
      local sum = 0
      for _, price in ipairs { money("1 USD"), money("2 USD") } do sum = sum + price end
      assert(sum - money("1 USD") == money("2 USD"))
      assert(sum * 2 / 4 == money("1.5 USD") and sum / money("4 USD") == 0.75)
      assert(-sum < 0 and sum <= money("3 USD") and tostring(sum) == "$3.00")
      """,
    ]
  )
}

private func moneyOperators(_ context: ScriptContext) -> [OperatorDefinition] {
  func comparing(
    _ symbol: LuaOperator,
    _ name: String,
    _ summary: String,
    _ holds: @escaping (FixedDecimal, FixedDecimal) -> Bool
  ) -> OperatorDefinition {
    OperatorDefinition(
      symbol,
      "money \(name) money",
      "boolean",
      summary,
      HostFunction(name) { call in
        let (left, right, _) = try alike(call[0], call[1], for: "compare")
        return [.boolean(holds(left, right))]
      }
    )
  }
  return [
    OperatorDefinition(
      .add,
      "money + money",
      "tally.money",
      "the sum; the number 0 goes with any currency, so sums can start from it",
      annotations: ["add(tally.money|number): tally.money"],
      HostFunction("+") { [try adding($0[0], $0[1], sign: 1, in: context)] }
    ),
    OperatorDefinition(
      .subtract,
      "money - money",
      "tally.money",
      "the difference; the number 0 goes with any currency",
      annotations: ["sub(tally.money|number): tally.money"],
      HostFunction("-") { [try adding($0[0], $0[1], sign: -1, in: context)] }
    ),
    OperatorDefinition(
      .multiply,
      "money * number",
      "tally.money",
      "the amount so many times; also `number * money`",
      annotations: ["mul(number): tally.money"],
      HostFunction("*") { call in
        guard let money = call[0].money ?? call[1].money else { return [] }
        let other = call[0].money == nil ? call[0] : call[1]
        guard let factor = other.decimal else { throw notMultiplied(money, by: other) }
        return [.money(Money(try money.amount * factor, money.currency), in: context)]
      }
    ),
    OperatorDefinition(
      .divide,
      "money / number",
      "tally.money|number",
      "a part of the amount; `money / money` is a number",
      annotations: ["div(number): tally.money", "div(tally.money): number"],
      HostFunction("/") { try dividing($0, in: context) }
    ),
    OperatorDefinition(
      .negate,
      "-money",
      "tally.money",
      "the amount with the other sign",
      annotations: ["unm: tally.money"],
      HostFunction("-") { call in
        guard let money = call[0].money else { return [] }
        return [.money(Money(money.amount.negated, money.currency), in: context)]
      }
    ),
    OperatorDefinition(
      .equal,
      "money == money",
      "boolean",
      "whether amount and currency are the same; `m == 0` is always false, use `m.is_zero`",
      HostFunction("==") { [.boolean($0[0].money == $0[1].money)] }
    ),
    comparing(.lessThan, "<", "whether it is less; 0 goes with any currency", <),
    comparing(.lessOrEqual, "<=", "whether it is not more; 0 goes with any currency", <=),
    OperatorDefinition(
      .toString,
      "tostring(money)",
      "string",
      "the amount as reports write it: $12.50",
      HostFunction("tostring") { call in
        [.text(call[0].money.map { context.format.money($0) } ?? "money")]
      }
    ),
  ]
}

/// The error about what an amount cannot be multiplied with.
private func notMultiplied(_ money: Money, by value: LuaValue) -> HostError {
  switch value {
  case .number(let number) where number.isFinite:
    HostError("cannot multiply \(money) by \(describe(value)), which is too large")
  case .number: HostError("cannot multiply \(money) by \(describe(value))")
  default: HostError("money can be multiplied with a number only")
  }
}

private func dividing(_ call: HostCall, in context: ScriptContext) throws -> [LuaValue] {
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
}
