import UsageModel

/// Makes the records of what no platform reports: plans' fees and fixed charges.
///
/// What comes with each cycle or occurrence and pays for its days is billed on the first of them and takes effect on
/// all, in equal shares to the last digit, the earlier days first where it does not divide. A plan that is in force on
/// a part of a cycle has that part of the shares. Only what has begun by the
/// day of the as-of moment is billed, and shares stop with that day. Money is converted once, by the rate of the
/// day on which it is due, so that both views come to the same; money that is zero needs no rate.
struct ChargeRecords {
  let source: SourceIdentity
  let context: UsageContext
  let asOf: Timestamp

  /// The day of the as-of moment, which is the last one.
  private var last: Day { context.calendar.day(of: asOf) }

  /// The records of some days, by day; within a day by kind, name and amount, whatever the order of the terms.
  func records(
    of plans: SourcePlans,
    _ charges: [FixedCharge],
    on days: Range<Day>,
    quotes: inout Quotes
  ) throws(ArithmeticOverflow) -> [UsageRecord] {
    let days = days.clamped(to: min(days.lowerBound, last)..<last.advanced(by: 1))
    var records: [UsageRecord] = []
    for charge in charges.sorted(by: FixedCharge.isOrdered) {
      for stretch in charge.occurrences(before: days.upperBound)
      where stretch.overlaps(days) {
        let due = Due(charge, on: stretch)
        try append(due, on: days, to: &records, quotes: &quotes)
      }
    }
    var day = days.lowerBound
    while day < days.upperBound, !plans.isEmpty {
      guard let cycle = plans.cycle(on: day) else {
        day = day.advanced(by: 1)
        continue
      }
      try append(Due(cycle), on: days, to: &records, quotes: &quotes)
      day = cycle.days.upperBound
    }
    // Sorting is stable, so that charges that are equal in all this keep the order that they are sorted in.
    return records.sorted { left, right in
      if left.day != right.day { return left.day < right.day }
      if left.charge != right.charge { return left.charge.rank < right.charge.rank }
      if left.service != right.service { return left.service < right.service }
      return (left.native?.amount ?? .zero) < (right.native?.amount ?? .zero)
    }
  }

  /// Appends the records of one fee or charge that fall on some days; shares of nothing make none.
  private func append(
    _ due: Due,
    on days: Range<Day>,
    to records: inout [UsageRecord],
    quotes: inout Quotes
  ) throws(ArithmeticOverflow) {
    let shares = due.shares
    let sum = try FixedDecimal.sum(of: shares)
    let quote = quotes.quote(for: due.amount.currency, on: due.days.lowerBound)
    let price = try quote.price(of: sum)
    // What needs no rate is spread once, so that its money is its amount on each day.
    let prices =
      quote?.rate == nil
      ? shares : price?.spread(over: Array(repeating: 1, count: shares.count)) ?? []
    for (place, (day, share)) in zip(due.days, shares).enumerated() where days.contains(day) {
      let isDue = place == 0
      let isEffective = !due.isPrepaid && !share.isZero
      guard isDue && !sum.isZero || isEffective else { continue }
      var record = record(of: due, on: day)
      record.native = Money(share, due.amount.currency)
      record.billed = isDue ? price : .zero
      if price == nil { record.billedNative = isDue ? sum : .zero }
      record.effective = isEffective ? (quote == nil ? nil : prices[place]) : .zero
      if record.billed != nil || record.effective != nil {
        record.pricing = quotes.shared(due.pricing(quote?.rate))
      }
      records.append(record)
    }
  }

  private func record(of due: Due, on day: Day) -> UsageRecord {
    var record = UsageRecord(
      day: day,
      source: source.name,
      provider: source.provider,
      account: source.account,
      service: due.service,
      category: "Other",
      meter: due.meter,
      charge: due.charge,
      quality: .imported,
      // Terms that are younger than the as-of moment are those that were known then.
      learntAt: min(asOf, context.terms.learntAt)
    )
    (record.appID, record.app, record.tags) = SourceLabels(of: source.name, in: context)
      .labels(ofCharge: due.app)
    return record
  }
}

/// One fee or charge that is due.
private struct Due {
  let charge: Charge
  let service: String
  let meter: String
  let amount: Money
  var app: String?
  /// The days that it pays for; it is billed on the first.
  let days: Range<Day>
  /// The days that the whole amount pays for, which may be more.
  let whole: Range<Day>
  /// Whether it takes effect on all of them.
  let isSpread: Bool
  /// Whether it takes effect with the usage that it pays for.
  var isPrepaid = false
  let pricing: (Rate?) -> Pricing

  /// What falls on each of the days; what is not spread, on the first.
  var shares: [FixedDecimal] {
    guard isSpread else { return [amount.amount] }
    let all = amount.amount.spread(over: Array(repeating: 1, count: whole.count))
    return Array(all[(days.lowerBound - whole.lowerBound)...].prefix(days.count))
  }

  /// The fee of a plan's cycle.
  init(_ cycle: PlanCycle) {
    charge = .fee
    service = cycle.plan.name ?? "plan fee"
    meter = "fee"
    amount = cycle.plan.fee
    days = cycle.days
    whole = cycle.cycle
    isSpread = true
    pricing = { .plan(cycle.plan, exchange: $0) }
  }

  /// One time that a charge comes; a fee that comes again is spread, and what says so of itself.
  init(_ charge: FixedCharge, on days: Range<Day>) {
    self.charge = charge.charge
    service = charge.service
    meter = charge.charge.rawValue
    amount = charge.amount
    app = charge.app
    self.days = days
    whole = days
    isPrepaid = charge.prepaid != nil
    isSpread =
      !isPrepaid && (charge.charge == .fee && charge.every != nil || charge.spreadBefore != nil)
    pricing = {
      charge.charge == .topUp ? .topUp(charge, exchange: $0) : .charge(charge, exchange: $0)
    }
  }
}
