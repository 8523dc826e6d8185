import LuaHost
import UsageModel

/// What `by = { … }` may say.
let driverShape = TableShape(
  name: "driver",
  summary: "What costs are divided in proportion to, day by day: usage or a metric, by app.",
  page: "allocation",
  fields: driverOptions
)

private let driverOptions = [
  Parameter(
    "measure",
    .word(["cost", "requests", "quantity"]),
    optional: true,
    "what is counted of usage"
  ),
  Parameter(
    "where",
    .map(.any),
    optional: true,
    "which usage counts; all without it"
  ),
  Parameter("metric", .text, optional: true, "the name of an imported metric with a column `app`"),
]

extension RuleReading {
  /// What a rule divides in proportion to.
  func driver(_ value: LuaValue) throws -> ScriptDriver {
    switch value {
    case .string(let text):
      return .named(.usage(Measure(rawValue: text.text) ?? .cost, UsageFilter()))
    case .object(let metric as MetricObject): return .metric(metric)
    case .object(let frame as FrameObject): return .frame(frame)
    case .table(let table):
      try driverOptions.check(table, of: "option \"by\": ")
      let measure = table["measure"].textValue.flatMap(Measure.init)
      if let name = table["metric"].textValue {
        guard measure == nil, case .nil = table["where"] else {
          throw HostError("option \"by\": a driver is a metric or a measure of usage, not both")
        }
        return .named(.metric(name))
      }
      guard let measure else {
        throw HostError(
          "option \"by\": say what is counted: { measure = \"requests\" } or { metric = \"users\" }"
        )
      }
      guard case .table(let conditions) = table["where"] else {
        return .named(.usage(measure, UsageFilter()))
      }
      let filter = try usageFilter(conditions, as: "option \"by\": where: ", in: context)
      return .named(.usage(measure, filter))
    default: throw HostError("option \"by\": expected a driver, got \(describe(value))")
    }
  }
}
