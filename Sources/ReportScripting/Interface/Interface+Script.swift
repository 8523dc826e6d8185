import LuaHost
import UsageModel

/// `script { … }`: the optional header.
func scriptModule(_ context: ScriptContext) -> ModuleDefinition {
  let kinds = ["day", "week", "month", "quarter", "year"]
  let header = Definition(
    "script",
    "Says what the script is: its title and the kind of period it reports on.",
    [Parameter("header", .table, "the options below")],
    options: [
      Parameter("title", .text, optional: true, "the title of a report that names none itself"),
      Parameter("api", .wholeNumber, optional: true, "the version of this interface: 1"),
      Parameter(
        "period",
        .word(kinds),
        optional: true,
        "the kind of period, where the command line names none"
      ),
      Parameter("report", .boolean, optional: true, "false for a script that only logs"),
    ]
  ) { arguments in
    if let api = Arguments.wholeNumber(arguments.options["api"]), api != 1 {
      throw HostError("option \"api\": this version of tally has api 1, the script asks for \(api)")
    }
    context.title = arguments.textOption("title") ?? context.title
    context.makesReport = arguments.flag("report") ?? context.makesReport
    if let kind = arguments.textOption("period").flatMap(Period.Kind.init(rawValue:)),
      !context.input.isPeriodFixed
    {
      context.period = Period(kind, containing: context.period.last)
      if !context.period.contains(context.today), context.input.period.contains(context.today) {
        context.period = Period(kind, containing: context.today)
      }
    }
    return []
  }
  .explained("Optional; it stands at the top of a script, before anything asks for the period.")
  .example(
    """
    script { title = "Week by week", api = 1, period = "week" }
    return report.new():text("This is about " .. period.week().label .. ".")
    """
  )
  return ModuleDefinition(name: "script", summary: header.summary, call: header)
}

/// `params { … }`: the script's own parameters.
func paramsModule(_ context: ScriptContext) -> ModuleDefinition {
  let declare = Definition(
    "params",
    "Declares parameters with their defaults, and returns their values.",
    [
      Parameter(
        "defaults",
        .map(.either([.text, .number, .boolean])),
        "each parameter's name and default: a text, number or boolean"
      )
    ],
    result: "table<string, any>"
  ) { arguments in
    guard case .table(let defaults) = arguments[0] else { return [] }
    var values = LuaTable()
    guard defaults.array.isEmpty, defaults.others.isEmpty else {
      throw HostError("every parameter needs its name, such as { top = 10 }")
    }
    // The names are kept until the run ends.
    let names = defaults.fields.keys.filter { !context.declaredParameters.contains($0) }
    try arguments.state.chargeMemory(names.reduce(0) { $0 + 64 + MemorySize.text($1) })
    context.declaredParameters.formUnion(names)
    for (name, value) in defaults.fields.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .boolean, .integer, .number, .string: break
      default:
        throw HostError(
          "parameter \"\(name)\": expected a text, number or boolean, got \(describe(value))"
        )
      }
      values[name] =
        try context.input.parameters[name].map { text in
          do throws(HostError) {
            return try parameterValue(text, named: name, like: value)
          } catch {
            // Not the script is at fault, but who runs it.
            context.wrongParameter = error.description
            throw error
          }
        } ?? value
    }
    return [.table(values)]
  }
  .explained(
    """
    Values come from `--param NAME=VALUE` and the configuration, and are read as what the default is. \
    Declare what you expect: a parameter that the script does not declare is an error.
    """
  )
  .example(
    """
    local o = params { top = 10, team = "web", all = false }
    assert(o.top == 10 and o.team == "web" and o.all == false)
    """
  )
  return ModuleDefinition(name: "params", summary: declare.summary, call: declare)
}

/// A parameter as it was written, in the type of its default.
private func parameterValue(
  _ text: String,
  named name: String,
  like value: LuaValue
) throws(HostError) -> LuaValue {
  switch value {
  case .boolean:
    guard ["true", "false"].contains(text) else {
      throw HostError("parameter \"\(name)\": expected true or false, got \"\(text)\"")
    }
    return .boolean(text == "true")
  case .integer, .number:
    if let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw HostError("parameter \"\(name)\": expected a number, got \"\(text)\"")
    }
    return .number(number)
  case .string: return .text(text)
  default: return value
  }
}

/// `log.info` and `log.warn`.
func logModule(_ context: ScriptContext) -> ModuleDefinition {
  func logging(
    _ name: String,
    _ summary: String,
    prefix: String,
    example: String
  ) -> Definition {
    Definition("log.\(name)", summary, [Parameter("text", .text, "what to say")]) { arguments in
      let text = try arguments.text(0)
      try arguments.state.chargeOutput(text.utf8.count)
      context.note(prefix + text)
      return []
    }
    .example(example)
  }
  return ModuleDefinition(
    name: "log",
    summary: "Messages to whoever runs the script.",
    functions: [
      logging(
        "info",
        "Tells something, shown with -v.",
        prefix: "",
        example: #"log.info("looking at " .. #usage.sources() .. " sources")"#
      ),
      logging(
        "warn",
        "Warns, shown always except with --quiet.",
        prefix: "warning: ",
        example: #"if not usage.load().cost then log.warn("nothing is priced yet") end"#
      ),
    ]
  )
}
