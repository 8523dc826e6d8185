import LuaHost
import ReportDocument
import UsageModel

/// `fmt.money` and its like: values as texts, the way reports write them.
func fmtModule(_ context: ScriptContext) -> ModuleDefinition {
  func number(_ value: LuaValue) throws(HostError) -> FixedDecimal {
    guard let decimal = value.decimal else {
      let isFinite = if case .number(let number) = value { number.isFinite } else { true }
      throw HostError(
        "argument 1 (value): \(describe(value)) cannot be written\(isFinite ? ": it is too large" : "")"
      )
    }
    return decimal
  }
  func writing(
    _ name: String,
    _ summary: String,
    _ type: ParameterType,
    takesDecimals: Bool = true,
    example: String,
    _ write: @escaping (LuaValue, Int?) throws -> String
  ) -> Definition {
    let decimals = Parameter("decimals", .wholeNumber, optional: true, "how many decimals, 0 to 12")
    return Definition(
      "fmt.\(name)",
      summary,
      [Parameter("value", type, "what to write")] + (takesDecimals ? [decimals] : []),
      result: "string"
    ) { arguments in
      let decimals = Arguments.wholeNumber(arguments[1])
      guard (0...12).contains(decimals ?? 0) else {
        throw HostError(
          "argument 2 (decimals): expected 0 to 12, got \(describe(arguments[1]))"
        )
      }
      return [.text(try write(arguments[0], decimals))]
    }
    .example(example)
  }
  let format = context.format
  return ModuleDefinition(
    name: "fmt",
    summary: "Values as texts, the way reports write them.",
    details: "A value of nil is an error, except in `fmt.change`. Give a default: "
      + "`fmt.number(frame.requests or 0)`.",
    functions: [
      writing(
        "money",
        "An amount: $12.50; small amounts keep the digits that matter.",
        .object("money"),
        example: """
          assert(fmt.money(money("1234.5 USD")) == "$1,234.50")
          assert(fmt.money(money("0.000012 USD")) == "$0.000012")
          assert(fmt.money(money("1234.5 USD"), 0) == "$1,234")
          """
      ) { value, decimals in
        value.money.map { format.money($0, decimals: decimals) } ?? ""
      },
      writing(
        "number",
        "A number: 1,234.5.",
        .number,
        example: """
          assert(fmt.number(1234.567) == "1,234.567")
          assert(fmt.number(1234.567, 1) == "1,234.6")
          """
      ) { value, decimals in
        format.number(try number(value), decimals: decimals)
      },
      writing(
        "percent",
        "A ratio: 0.364 is 36.4%; one decimal unless asked.",
        .number,
        example: """
          assert(fmt.percent(0.364) == "36.4%")
          assert(fmt.percent(0.364, 0) == "36%")
          """
      ) { value, decimals in
        format.percent(try number(value), decimals: decimals ?? 1)
      },
      writing(
        "bytes",
        "A number of bytes: 1.5 GB.",
        .number,
        takesDecimals: false,
        example: #"assert(fmt.bytes(1.5e9) == "1.5 GB")"#
      ) { value, _ in
        format.bytes(try number(value))
      },
      writing(
        "duration",
        "Seconds: 52 hours.",
        .number,
        takesDecimals: false,
        example: #"assert(fmt.duration(187200) == "52 hours")"#
      ) { value, _ in
        format.duration(seconds: try number(value))
      },
      Definition(
        "fmt.change",
        "The way from one value to another: ▲ +16.2%.",
        [
          Parameter(
            "before",
            .either([.object("money"), .number]),
            optional: true,
            "the earlier value"
          ),
          Parameter(
            "after",
            .either([.object("money"), .number]),
            optional: true,
            "the later value"
          ),
        ],
        result: "string"
      ) { arguments in
        let (before, after) = (arguments[0], arguments[1])
        try checkAlike(before, after)
        let text = format.change(
          before: before.money?.amount ?? before.decimal,
          after: after.money?.amount ?? after.decimal
        )
        return [.text(text.description)]
      }
      .explained("For two amounts of one currency, or two numbers. Where one is nil, it says so.")
      .example(#"assert(fmt.change(money("10 USD"), money("11.62 USD")) == "▲ +16.2%")"#),
      Definition(
        "fmt.date",
        "A day: 20 Nov 2026.",
        [Parameter("day", .either([.object("day"), .text]), "a day, its date, or a time of it")],
        result: "string"
      ) { arguments in
        guard let day = arguments[0].day ?? arguments[0].moment.map(context.input.calendar.day)
        else {
          throw HostError(
            "argument 1 (day): expected a day such as 2026-10-15, got \(describe(arguments[0]))"
          )
        }
        return [.text(format.day(day))]
      }
      .explained("A time in RFC 3339, such as `resets_at` of an allowance, is shown by its day.")
      .example(
        """
        assert(fmt.date("2026-11-20") == "20 Nov 2026")
        assert(fmt.date(period("2026-11").start) == "1 Nov 2026")
        """
      ),
    ]
  )
}

/// Checks that a change from one value to the other means something.
func checkAlike(_ before: LuaValue, _ after: LuaValue) throws(HostError) {
  switch (before.money?.currency, after.money?.currency) {
  case (let left?, let right?):
    guard left == right else { throw HostError("cannot compare \(left) and \(right)") }
  case (.some, nil) where after.decimal != nil, (nil, .some) where before.decimal != nil:
    throw HostError("cannot compare money and a plain number")
  default: break
  }
}
