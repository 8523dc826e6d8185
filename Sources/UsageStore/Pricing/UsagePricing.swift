import UsageModel

/// Prices what a platform counted, day by day.
///
/// Where a plan or prepaid credits pay for a unit, a day's total decides what it costs, and the records of the day share
/// that in their order: each gets the money of its own step along the day's price curve. A record that steps from one
/// tranche into another becomes one record for each; the quantity and the requests stay with the first.
///
/// Everything in a unit counts, also what a platform calls an adjustment, since not every breakdown tells that apart.
///
/// Where nothing was paid before, each record is priced by itself: at its own amount where the platform counts in the
/// reporting currency, else by the rate of its day. A record without either has no money, which is not zero.
struct UsagePricing {
  private let plans: SourcePlans
  private let credits: [String: PrepaidCredits]
  private var quotes: Quotes
  private var counted: [String: CountedUsage] = [:]

  /// Prices usage by plans, prepaid credits and rates.
  init(plans: SourcePlans, credits: [String: PrepaidCredits], quotes: Quotes) {
    self.plans = plans
    self.credits = credits
    self.quotes = quotes
  }

  /// How the records of one unit are priced on one day.
  private struct Method {
    /// The step by step way along a curve; nil where each record is priced by itself.
    var walk: PriceWalk?
    var quote: PriceList.Quote?
    var pricing: Pricing?
  }

  /// Appends the records of one day with their money.
  mutating func price(
    _ records: ArraySlice<UsageRecord>,
    on day: Day,
    to priced: inout [UsageRecord]
  ) throws(ArithmeticOverflow) {
    let units = units(of: records)
    var methods: [Method] = []
    let cycle = plans.cycle(on: day)
    for unit in units {
      if let curve = try count(unit, of: records, on: day, in: cycle, wantsCurve: true) {
        methods.append(Method(walk: try PriceWalk(along: curve)))
      } else {
        let quote = quotes.quote(for: unit, on: day)
        methods.append(Method(quote: quote, pricing: quotes.pricing(by: quote)))
      }
    }
    var parts: [PriceWalk.Part] = []
    for place in records.indices {
      priced.append(records[place])
      guard let native = records[place].native,
        let index = units.firstIndex(of: native.currency)
      else { continue }
      if try methods[index].walk?.step(by: native.amount, into: &parts) != nil {
        priced.splitLast(into: parts)
      } else if let quote = methods[index].quote {
        let price = try quote.price(of: native.amount)
        priced[priced.count - 1].billed = price
        priced[priced.count - 1].effective = price
        priced[priced.count - 1].pricing = methods[index].pricing
      }
    }
  }

  /// Counts the records of a day that nobody asked for, since later prices depend on them.
  mutating func count(
    _ records: ArraySlice<UsageRecord>,
    on day: Day
  ) throws(ArithmeticOverflow) {
    let cycle = plans.cycle(on: day)
    for unit in units(of: records) {
      _ = try count(unit, of: records, on: day, in: cycle, wantsCurve: false)
    }
  }

  /// Counts a day's total of one unit.
  ///
  /// - Returns: the day's price curve, if it is wanted and anything was paid before.
  private mutating func count(
    _ unit: String,
    of records: ArraySlice<UsageRecord>,
    on day: Day,
    in cycle: PlanCycle?,
    wantsCurve: Bool
  ) throws(ArithmeticOverflow) -> PriceCurve? {
    let cycle = cycle.flatMap { $0.plan.unit == unit ? $0 : nil }
    let credits = self.credits[unit].flatMap { credits in
      credits.firstDay.map { $0 <= day } == true ? credits : nil
    }
    guard cycle != nil || credits != nil else { return nil }
    var state = counted[unit] ?? CountedUsage()
    try state.begin(cycle)
    var total = FixedDecimal.zero
    var reach = FixedDecimal.zero
    for record in records {
      guard let native = record.native, native.currency == unit else { continue }
      try total += native.amount
      try reach += native.amount.magnitude
    }
    var curve: PriceCurve?
    if wantsCurve {
      curve = try state.curve(of: unit, credits, on: day, reach: reach, quotes: &quotes)
    }
    try state.add(total, credits, on: day)
    counted[unit] = state
    return curve
  }

  /// The units that are priced on a day, in the order of their first records.
  private func units(of records: ArraySlice<UsageRecord>) -> [String] {
    var units: [String] = []
    for record in records {
      if let unit = record.native?.currency, !units.contains(unit) { units.append(unit) }
    }
    return units
  }
}

extension [UsageRecord] {
  /// Gives the last record the money of a step, and a record of its own to each further part of it.
  fileprivate mutating func splitLast(into parts: [PriceWalk.Part]) {
    for (number, part) in parts.enumerated() {
      if number > 0 {
        var rest = self[count - 1]
        (rest.quantity, rest.unit, rest.requests) = (nil, nil, nil)
        append(rest)
      }
      self[count - 1].take(part)
    }
  }
}

extension UsageRecord {
  /// Takes the amount and the money of a part.
  fileprivate mutating func take(_ part: PriceWalk.Part) {
    if let native, part.amount != native.amount {
      self.native = Money(part.amount, native.currency)
    }
    effective = part.money
    // Credits were billed when they were bought.
    billed = part.isPrepaid ? .zero : part.money
    pricing = part.pricing
  }
}
