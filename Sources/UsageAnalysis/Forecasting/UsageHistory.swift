public import UsageModel

/// The days of some usage up to now, and what is known of those to come: what a forecast of a period is made from.
///
/// Usage is extrapolated. Fees and other charges count as they are known, on days to come too, and so one-time charges
/// of the past are not continued.
public struct UsageHistory: Sendable {
  /// What is counted.
  public enum Measure: Hashable, Sendable {
    /// The cost in the reporting currency.
    case cost
    /// What a platform counts in a currency of its own, whether it is priced or not.
    case native(currency: String)
    /// Requests.
    case requests
    /// Quantities in a unit.
    case quantity(unit: String)
  }

  /// The period that is forecast.
  public let period: Period
  /// The first day of the history.
  public let start: Day
  /// The first day that is not over yet.
  public let today: Day
  /// The usage of each day from ``start`` to ``today``, which is not counted any more; nil where nothing was seen.
  public let values: [FixedDecimal?]
  /// How much each of these days counts: a half where its usage was worked out from the days around it.
  public let weights: [Double]
  /// What the days of the period that are over amount to, with fees and charges; nil where nothing of it is known.
  public let spent: FixedDecimal?
  /// What each day comes to, with fees and charges; days of which nothing is known are left out.
  public let totals: [Day: FixedDecimal]
  /// The fees and charges on each day of the period to come.
  public let additions: [FixedDecimal]

  /// How many days before a period are worth looking at: a year, and a month to see what is like it.
  public static let days: Int = 400

  /// The days of which usage is needed.
  public static func span(of period: Period) -> Range<Day> {
    period.start.advanced(by: -days)..<period.stop
  }

  /// Reads the history of some usage.
  ///
  /// - Parameters:
  ///   - measure: What is counted.
  ///   - table: The usage on the days of ``span(of:)``, told apart by what the filter looks at.
  ///   - filter: Which usage counts. A day is known where any usage is of the sources that it lets through,
  ///     whether that counts or not.
  ///   - period: The period that is forecast.
  ///   - today: The first day that is not over yet.
  /// - Throws: ``ArithmeticOverflow`` where the sum of a day is too large.
  public init(
    of measure: Measure,
    in table: UsageTable,
    where filter: UsageFilter,
    for period: Period,
    before today: Day
  ) throws(ArithmeticOverflow) {
    let today = max(period.start.advanced(by: -Self.days), min(today, period.stop))
    var test = RecordTest(table)
    for condition in filter.conditions { test.narrow(by: condition) }
    let column = table.column(of: measure)
    let isCounted = table.lines.map { $0.counts(in: measure) }
    let isUsage = table.lines.map { $0.charge == .usage }
    var (sums, totals) = ([Day: FixedDecimal](), [Day: FixedDecimal]())
    var weak: Set<Day> = []
    var spent: FixedDecimal?
    var additions = [FixedDecimal](
      repeating: .zero,
      count: max(0, max(today, period.start).distance(to: period.stop))
    )
    let firstToCome = max(today, period.start)
    let passing = test.passing()
    // A day before a source was known is no day on which nothing was used.
    let sources = Set(
      Set(passing.map { table.lineOf[Int($0)] }).map { table.lines[Int($0)].source }
    )
    let own = table.lines.map { $0.charge == .usage && sources.contains($0.source) }
    // Where only fees pass, every day on which anything was seen is one without usage.
    let tells = own.contains(true) ? own : isUsage
    for row in 0..<table.count where tells[Int(table.lineOf[row])] {
      let day = table.day(at: row)
      guard day < today else { continue }
      sums[day] = sums[day] ?? .zero
      if table.quality(at: row) >= .interpolated { weak.insert(day) }
    }
    for place in passing {
      let (row, line) = (Int(place), Int(table.lineOf[Int(place)]))
      guard isCounted[line], let amount = column[row] else { continue }
      let day = table.day(at: row)
      totals[day] = try (totals[day] ?? .zero) + amount
      if day < today {
        if isUsage[line] { sums[day] = try (sums[day] ?? .zero) + amount }
        if period.contains(day) { spent = try (spent ?? .zero) + amount }
      } else if !isUsage[line], period.contains(day) {
        let place = firstToCome.distance(to: day)
        additions[place] = try additions[place] + amount
      }
    }
    let start = min(sums.keys.min() ?? today, today)
    let days = (0..<start.distance(to: today)).map { start.advanced(by: $0) }
    self.period = period
    self.start = start
    self.today = today
    self.spent = spent
    self.totals = totals
    self.additions = additions
    values = days.map { sums[$0] }
    weights = days.map { weak.contains($0) ? 0.5 : 1 }
  }

  /// What a forecaster is given.
  ///
  /// - Parameters:
  ///   - events: What is expected to change usage; see ``place(of:)`` for their days.
  ///   - levels: How likely each range is to hold.
  /// - Returns: The days up to now, with what is known of those to come.
  public func input(
    events: [ForecastEvent] = [],
    levels: [Double] = [0.8, 0.95]
  ) -> ForecastInput {
    // The days before a period that has not begun are forecast too, so that its own days are as far away as they are.
    let gap = max(0, today.distance(to: period.start))
    return ForecastInput(
      values: values.map { $0?.approximation },
      weights: weights,
      horizon: gap + additions.count,
      gap: gap,
      elapsed: max(0, period.start.distance(to: today)),
      soFar: spent?.approximation ?? 0,
      additions: additions.map(\.approximation),
      events: events,
      levels: levels
    )
  }

  /// A day as forecasts count them: 0 is the first day that is not over.
  public func place(of day: Day) -> Int { today.distance(to: day) }
}

extension UsageTable {
  /// The amounts that a measure counts.
  func column(of measure: UsageHistory.Measure) -> AmountColumn {
    switch measure {
    case .cost: costs
    case .native: natives
    case .requests: requests
    case .quantity: quantities
    }
  }
}

extension UsageLine {
  /// Whether its records can count in a measure.
  func counts(in measure: UsageHistory.Measure) -> Bool {
    switch measure {
    case .cost, .requests: true
    case .native(let currency): self.currency == currency
    case .quantity(let unit): self.unit == unit
    }
  }
}
