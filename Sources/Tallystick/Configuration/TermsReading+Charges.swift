import UsageModel

extension TermsReading {
  /// Reads one entry of `charges:`.
  mutating func charge(_ value: YAMLValue) throws(ConfigurationError) -> FixedCharge {
    let fields = try value.fields(.charge)
    guard let source = fields["source"], let amount = fields["amount"] else {
      throw value.error(
        "a charge has source, amount and a day: { source: shoal, amount: 29 USD, on: 2026-01-01 }"
      )
    }
    var charge = FixedCharge(
      source: try anySource(source),
      charge: try choice(ifGiven: fields["charge"]) ?? .fee,
      amount: try self.amount(amount, of: .charge, like: "29 USD"),
      name: try name(ifGiven: fields["name"]),
      app: try name(ifGiven: fields["app"]),
      since: try firstDay(value, fields),
      every: try choice(ifGiven: fields["every"])
    )
    try checkSign(of: charge, amount)
    if let before = fields["before"] {
      guard charge.every != nil else {
        throw before.error("only a charge that comes again, with `every`, has an end")
      }
      charge.before = try end(before, after: charge.since)
    }
    if let credits = fields["credits"] {
      guard charge.charge == .topUp else {
        throw credits.error("only a charge with `charge: top-up` buys credits")
      }
      charge.credits = try self.credits(credits, of: charge.source)
    } else {
      warnOfUnusableTopUp(charge, value)
    }
    return charge
  }

  /// One value of a few that have names; nil where none is written.
  private func choice<Choice: CaseIterable & RawRepresentable<String>>(
    ifGiven value: YAMLValue?
  ) throws(ConfigurationError) -> Choice? {
    guard let value else { return nil }
    let names = Choice.allCases.map(\.rawValue)
    let allowed = "\(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")"
    let text = try value.text(expecting: allowed)
    guard let choice = Choice(rawValue: text) else {
      throw value.error("expected \(allowed), got \"\(text)\"")
    }
    return choice
  }

  private func firstDay(
    _ value: YAMLValue,
    _ fields: [String: YAMLValue]
  ) throws(ConfigurationError) -> Day {
    let rule = "a charge that comes once has `on`; one that comes again has `since` and `every`"
    switch (fields["on"], fields["since"], fields["every"]) {
    case (let on?, nil, nil): return try day(on)
    case (nil, let since?, .some): return try day(since)
    default: throw value.error(rule)
    }
  }

  private func checkSign(
    of charge: FixedCharge,
    _ value: YAMLValue
  ) throws(ConfigurationError) {
    let amount = charge.amount
    switch charge.charge {
    case .fee, .topUp, .tax:
      guard !amount.amount.isNegative else {
        throw value.error(
          "a \(charge.charge.rawValue) is not below zero, got \"\(amount)\"; "
            + "money that comes back has `charge: credit`"
        )
      }
    case .credit:
      guard amount.amount <= 0 else {
        throw value.error(
          "a credit is below zero, write it with a minus: \(amount.amount.negated) \(amount.currency)"
        )
      }
    // Corrections go both ways, also those of usage.
    case .adjustment, .usage: break
    }
  }

  private func credits(
    _ value: YAMLValue,
    of source: String
  ) throws(ConfigurationError) -> Money {
    let units = costUnits(of: source)
    let what = "how much was bought such as 10000 \(units?.last ?? "shoal:credit")"
    let text = try value.text(expecting: what)
    guard let credits = Money(text), credits.amount > 0,
      units?.contains(credits.currency) ?? true
    else { throw value.error("expected \(what), got \"\(text)\"") }
    return credits
  }

  /// What was bought in a currency that the platform does not count in would never be used up.
  private mutating func warnOfUnusableTopUp(_ charge: FixedCharge, _ value: YAMLValue) {
    guard charge.charge == .topUp, let units = costUnits(of: charge.source),
      !units.contains(charge.amount.currency), let unit = units.last
    else { return }
    warn(
      value,
      "\(charge.source) counts in \(units.joined(separator: " or ")); "
        + "say how much of it was bought: credits: 10000 \(unit)"
    )
  }
}
