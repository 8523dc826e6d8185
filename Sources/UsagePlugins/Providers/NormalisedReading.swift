import LuaHost
import UsageModel
import UsageProviders

/// Reads what a plug-in's `normalise` returned.
struct NormalisedReading {
  let description: ProviderDescription
  let reply: ProviderReply
  let file: String

  private static let fieldNames = [
    "allowances", "plan", "readings", "records", "span", "warnings",
  ]

  func reply(_ value: LuaValue) throws(PluginProblem) -> NormalisedReply {
    guard case .table(let table) = value else {
      throw PluginProblem(
        file: file,
        message: "normalise: expected a table such as { records = { … } }, got \(shownValue(value))"
      )
    }
    let fields = PluginFields(table, in: file)
    try fields.allowOnly(Self.fieldNames)
    let records = try fields.eachFields("records")
    let counters = try fields.eachFields("readings")
    let span = try fields.fields("span")
    guard counters.isEmpty || records.isEmpty && span == nil else {
      throw fields.problem(nil, "a reply has records, or readings of counters, not both")
    }
    let texts = try fields.texts("warnings") ?? []
    let readings =
      counters.isEmpty
      ? try RecordReading(self).readings(of: records, span)
      : try CounterReading(self).readings(of: counters)
    var allowances: [Allowance] = []
    for table in try fields.eachFields("allowances") { allowances.append(try allowance(table)) }
    return NormalisedReply(
      readings: readings,
      allowances: allowances,
      plan: try fields.text("plan"),
      findings: Self.findings(texts)
    )
  }

  /// Warnings as lines of their own, as many as anybody reads.
  private static func findings(_ texts: [String]) -> [ReplyFinding] {
    let most = 100
    var findings = texts.prefix(most).map { ReplyFinding(.warning, Quotation.shown($0)) }
    if texts.count > most {
      findings.append(ReplyFinding(.warning, "and \(texts.count - most) more warnings"))
    }
    return findings
  }

  private func allowance(_ fields: PluginFields) throws(PluginProblem) -> Allowance {
    try fields.allowOnly(["name", "limit", "used", "remaining", "unit", "resets_at"])
    return Allowance(
      name: try fields.required("name", try fields.text("name"), "a name"),
      limit: try fields.exact("limit"),
      used: try fields.exact("used"),
      remaining: try fields.exact("remaining"),
      unit: try fields.text("unit") ?? description.currencies[0],
      resetsAt: try fields.moment("resets_at")
    )
  }

  /// The names of the dimensions that records and readings have.
  static let dimensions = ["app", "service", "category", "meter", "charge"]

  /// The counter's key of a record or reading, without its measure.
  func key(_ fields: PluginFields) throws(PluginProblem) -> Reading.Key {
    var key = Reading.Key(facet: description.facet, measure: .cost, unit: "")
    let app = try name("app", in: fields)
    if description.facet.dimensions.contains(.app) {
      key.appID = app ?? ReservedName.noApp
    } else if app != nil {
      throw fields.problem("app", "the plug-in's `by` does not name \"app\"")
    }
    let texts = [
      try name("service", in: fields), try name("category", in: fields),
      try name("meter", in: fields),
    ]
    if description.facet.dimensions.contains(.service) {
      (key.service, key.category, key.meter) = (texts[0], texts[1], texts[2])
    } else if texts.contains(where: { $0 != nil }) {
      throw fields.problem(nil, "the plug-in's `by` does not name \"service\"")
    }
    if let charge = try fields.text("charge") {
      guard let known = Charge(rawValue: charge) else {
        let all = Charge.allCases.map(\.rawValue).joined(separator: ", ")
        throw fields.problem("charge", "expected one of \(all), got \(shownValue(.text(charge)))")
      }
      key.charge = known
    }
    return key
  }

  private func name(_ name: String, in fields: PluginFields) throws(PluginProblem) -> String? {
    guard let text = try fields.text(name) else { return nil }
    guard !text.isEmpty else { throw fields.problem(name, "leave it out rather than empty") }
    guard !ReservedName.isReserved(text) else {
      throw fields.problem(name, "\(shownValue(.text(text))) is a name that tally gives itself")
    }
    return text
  }

  /// The currency of a cost.
  func currency(_ fields: PluginFields) throws(PluginProblem) -> String {
    guard let currency = try fields.text("currency") else { return description.currencies[0] }
    guard description.currencies.contains(currency) else {
      let known = description.currencies.joined(separator: ", ")
      throw fields.problem(
        "currency",
        "the plug-in's `currency` has \(known), and not \(shownValue(.text(currency)))"
      )
    }
    return currency
  }
}
