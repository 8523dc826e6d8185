import UsageModel

/// Prices a source's records by its plans, prepaid credits and rates, and adds its fees and charges.
///
/// It is a function of its arguments alone. A source without any records has its fees and charges all the same.
struct SourcePricing {
  private let source: SourceIdentity
  private let context: UsageContext
  private let asOf: Timestamp
  private let plans: [Plan]
  private let charges: [FixedCharge]
  private let prices: PriceList

  /// Prices by the terms that were known at a moment; those of other sources do not matter.
  init(source: SourceIdentity, terms: Terms, context: UsageContext, asOf: Timestamp) {
    self.source = source
    self.context = context
    self.asOf = asOf
    plans = terms.plans.filter { $0.source == source.name }
    charges = terms.charges.filter { $0.source == source.name }
    prices = PriceList(currency: context.currency, rates: terms.rates)
  }

  /// The days whose usage the prices of some days depend on; they contain these days.
  ///
  /// What a plan includes is counted from the first day of its cycle on, and prepaid credits from the day on which the
  /// first of them were bought, or from the first day of that day's cycle.
  func horizon(of days: Range<Day>, windows: [BillingWindow]) -> Range<Day> {
    guard !days.isEmpty else { return days }
    let plans = sourcePlans(windows)
    var start = cycleStart(days.lowerBound, plans)
    for charge in charges where charge.prepaid != nil {
      guard let bought = charge.occurrences(before: end(of: days)).first else { continue }
      start = min(start, cycleStart(bought.lowerBound, plans))
    }
    return start..<days.upperBound
  }

  /// Records with their money.
  ///
  /// - Parameters:
  ///   - records: All native records of one facet on the horizon of the days, in order of days.
  ///   - windows: All billing windows that are known of the source.
  ///   - days: The days to answer for.
  /// - Returns: The records of these days, in their order; one that several prices apply to is several.
  /// - Throws: ``ArithmeticOverflow`` where an amount does not fit.
  func priced(
    _ records: [UsageRecord],
    windows: [BillingWindow],
    on days: Range<Day>
  ) throws(ArithmeticOverflow) -> [UsageRecord] {
    guard !days.isEmpty else { return [] }
    let credits = try PrepaidCredits.byUnit(charges, before: end(of: days))
    let plans = sourcePlans(windows)
    var usage = UsagePricing(plans: plans, credits: credits, quotes: Quotes(prices))
    var priced: [UsageRecord] = []
    // A few records become several.
    priced.reserveCapacity(records.count + records.count / 16)
    var start = records.startIndex
    while start < records.endIndex {
      let day = records[start].day
      let stop = records[start...].firstIndex { $0.day != day } ?? records.endIndex
      if days.contains(day) {
        try usage.price(records[start..<stop], on: day, to: &priced)
      } else {
        try usage.count(records[start..<stop], on: day)
      }
      start = stop
    }
    return priced
  }

  /// The records of the fees and charges that fall on some days, by day, then by kind, name and amount.
  func charges(
    windows: [BillingWindow],
    on days: Range<Day>
  ) throws(ArithmeticOverflow) -> [UsageRecord] {
    guard !days.isEmpty else { return [] }
    var quotes = Quotes(prices)
    return try ChargeRecords(source: source, context: context, asOf: asOf)
      .records(of: sourcePlans(windows), charges, on: days, quotes: &quotes)
  }

  /// Where credits stop to be bought: behind the days, or behind the day of the as-of moment.
  private func end(of days: Range<Day>) -> Day {
    min(days.upperBound, context.calendar.day(of: asOf).advanced(by: 1))
  }

  private func sourcePlans(_ windows: [BillingWindow]) -> SourcePlans {
    SourcePlans(plans, cycles: BillingCycles(windows: windows, calendar: context.calendar))
  }

  private func cycleStart(_ day: Day, _ plans: SourcePlans) -> Day {
    plans.cycle(on: day)?.cycle.lowerBound ?? day
  }
}
