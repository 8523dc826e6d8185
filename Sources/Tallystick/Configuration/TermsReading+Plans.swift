import UsageModel
import UsageProviders

extension TermsReading {
  /// Reads one entry of `plans:`.
  mutating func plan(_ value: YAMLValue) throws(ConfigurationError) -> Plan {
    let fields = try value.fields(.plan)
    guard let source = fields["source"], let fee = fields["fee"], let since = fields["since"] else {
      throw value.error(
        "a plan has source, fee and since: { source: shoal, fee: 29 USD, since: 2026-01-01 }"
      )
    }
    let sourceName = try configuredSource(source)
    var plan = Plan(
      source: sourceName,
      name: try name(ifGiven: fields["name"]),
      fee: try amount(fee, of: .plan, like: "49 USD"),
      unit: try unit(fields["unit"], of: sourceName, source),
      since: try day(since)
    )
    if let field = fields["before"] { plan.before = try end(field, after: plan.since) }
    if let field = fields["includes"] { plan.includes = try included(field, in: plan.unit) }
    if let field = fields["overage"] {
      guard plan.includes != .everything else {
        throw field.error("nothing goes beyond a plan that includes everything")
      }
      plan.overage = try amount(field, of: .plan, like: "0.000005 USD")
    }
    return plan
  }

  /// A plan covers usage, so its source has to be one that is fetched.
  private func configuredSource(_ value: YAMLValue) throws(ConfigurationError) -> String {
    let name = try value.text()
    let known = sources.map(\.account.name)
    if known.contains(name) { return name }
    let help: String
    if let match = closestName(to: name, in: known) {
      help = "did you mean \"\(match)\"?"
    } else if known.isEmpty {
      help = "no source is configured"
    } else {
      help = "the sources are \(known.joined(separator: ", "))"
    }
    throw value.error("unknown source \"\(name)\"; \(help)")
  }

  /// The currency that the plan is about: the platform's only one need not be written.
  private func unit(
    _ value: YAMLValue?,
    of name: String,
    _ source: YAMLValue
  ) throws(ConfigurationError) -> String {
    // What a platform counts in whose plug-in cannot be loaded is not known; its source fails when it is fetched.
    if isUnusable(name) { return try value?.text() ?? currency }
    let units = costUnits(of: name) ?? []
    let choices = units.joined(separator: " or ")
    if let value {
      let text = try value.text(expecting: choices)
      guard units.contains(text) else { throw value.error("expected \(choices), got \"\(text)\"") }
      return text
    }
    guard units.count == 1, let unit = units.first else {
      throw source.error(
        "its platform counts in \(choices); say with `unit` which of them the plan includes"
      )
    }
    return unit
  }

  private func included(
    _ value: YAMLValue,
    in unit: String
  ) throws(ConfigurationError) -> Plan.Included {
    let what = "how many \(unit) the fee pays for such as 10000000, or everything"
    let text = try value.text(expecting: what)
    if text == "everything" { return .everything }
    guard let amount = FixedDecimal(text), !amount.isNegative else {
      throw value.error("expected \(what), got \"\(text)\"")
    }
    return .amount(amount)
  }
}
