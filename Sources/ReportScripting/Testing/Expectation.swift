import LuaHost
import UsageModel

/// A value that a test expects something of.
struct ExpectationObject: LuaObject {
  let value: LuaValue
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("expectation") }
}

/// `expect(value)`.
func expectFunction(_ context: ScriptContext) -> Definition {
  Definition(
    "expect",
    "Begins an expectation: `expect(total):equals(3)`.",
    [Parameter("value", .any, optional: true, "the value that was found")],
    result: "tally.expectation"
  ) { arguments in [.object(ExpectationObject(value: arguments[0], context: context))] }
}

/// What can be expected of a value; each returns the expectation, so that another can follow.
func expectationObject(_ registry: TestRegistry, _ context: ScriptContext) -> ObjectDefinition {
  func method(
    _ name: String,
    _ summary: String,
    _ parameters: [Parameter] = [],
    _ body: @escaping (LuaValue, Arguments) throws -> Void
  ) -> Definition {
    Definition("expectation:\(name)", summary, parameters, result: "tally.expectation") {
      arguments in
      guard case .object(let object as ExpectationObject) = arguments.receiver else { return [] }
      try body(object.value, arguments)
      return [arguments.receiver]
    }
  }
  func fixed(_ wanted: LuaValue) -> Definition {
    method("is_\(valueText(wanted))", "The value is \(valueText(wanted)).") { value, _ in
      guard try difference(from: wanted, to: value) != nil else { return }
      throw registry.failed(valueText(wanted), got: valueText(value))
    }
  }
  return ObjectDefinition(
    name: "expectation",
    summary: "A value that a test expects something of.",
    methods: [
      method(
        "equals",
        "The value is equal to another: tables entry by entry, money and days by value.",
        [Parameter("other", .any, optional: true, "what is expected")]
      ) { value, arguments in
        guard let found = try difference(from: arguments[0], to: value) else { return }
        throw registry.failed(
          valueText(found.expected),
          got: valueText(found.found),
          at: found.path
        )
      },
      fixed(.nil), fixed(true), fixed(false),
      method(
        "is_near",
        "The number differs by no more than a tolerance.",
        [
          Parameter("number", .number, "what is expected"),
          Parameter("tolerance", .number, "the largest difference that is allowed"),
        ]
      ) { value, arguments in
        let wanted = "\(valueText(arguments[0])) ± \(valueText(arguments[1]))"
        guard let found = number(value), let target = number(arguments[0]),
          let tolerance = number(arguments[1]), abs(found - target) <= tolerance
        else { throw registry.failed(wanted, got: valueText(value)) }
      },
      method(
        "contains",
        "The text has another in it, or the list an entry that is equal to the value.",
        [Parameter("part", .any, "the text or the entry")]
      ) { value, arguments in
        guard !(try contains(value, arguments[0])) else { return }
        throw registry.failed(
          "something with \(valueText(arguments[0])) in it",
          got: valueText(value)
        )
      },
      method(
        "matches",
        "The text has a part that fits a pattern of Lua.",
        [Parameter("pattern", .text, "the pattern")]
      ) { value, arguments in
        guard !(try matches(value, arguments[0], in: arguments.state)) else { return }
        throw registry.failed(
          "a text that matches \(valueText(arguments[0]))",
          got: valueText(value)
        )
      },
      method(
        "fails",
        "The function raises an error, with a text in its message where one is given.",
        [Parameter("text", .text, optional: true, "what the message has in it")]
      ) { value, arguments in
        try checkFailure(of: value, arguments, registry)
      },
    ]
  )
}

private func checkFailure(
  of value: LuaValue,
  _ arguments: Arguments,
  _ registry: TestRegistry
) throws {
  guard case .function(let function) = value else {
    throw HostError(
      "expected a function, got \(describe(value)); write expect(function() … end):fails()"
    )
  }
  var wanted: String?
  if case .string(let text) = arguments[0] { wanted = text.text }
  let outcome = wanted.map { "an error with \(valueText(.text($0))) in it" } ?? "an error"
  do {
    _ = try function.call()
  } catch {
    // A limit ends the whole file, whoever catches it.
    guard !error.code.isLimit, let wanted, !error.message.contains(wanted) else { return }
    throw registry.failed(outcome, got: valueText(.text(error.message)))
  }
  throw registry.failed(outcome, got: "none")
}

private func contains(_ value: LuaValue, _ part: LuaValue) throws(HostError) -> Bool {
  switch (value, part) {
  case (.string(let text), .string(let part)):
    return part.bytes.isEmpty || text.bytes.firstRange(of: part.bytes) != nil
  case (.string, _):
    throw HostError("argument 1 (part): expected a text, got \(describe(part))")
  case (.table(let table), _):
    for entry in table.array where try difference(from: part, to: entry) == nil {
      return true
    }
    return false
  default: return false
  }
}

/// Whether a text fits a pattern, as the script's own `string.find` says.
private func matches(
  _ value: LuaValue,
  _ pattern: LuaValue,
  in state: LuaState
) throws(LuaError) -> Bool {
  let source = Array("return (\"\").find".utf8)
  guard case .string = value,
    case .function(let find)? = try state.run(source, name: "string.find").first
  else { return false }
  if case .integer? = try find.call([value, pattern]).first { return true }
  return false
}

private func number(_ value: LuaValue) -> Double? {
  switch value {
  case .integer(let number): Double(number)
  case .number(let number): number
  default: nil
  }
}
