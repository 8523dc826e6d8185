public import UsageModel

/// A day whose cost left its expected range.
public struct Anomaly: Hashable, Sendable {
  /// Where some of the difference comes from.
  public struct Part: Hashable, Sendable {
    /// The values of the dimensions that were told apart, in their order.
    public let keys: [String]
    /// How much more or less than usual it was.
    public let change: FixedDecimal
    /// The change as a part of the day's whole difference.
    public let share: FixedDecimal?
  }

  /// The day.
  public let day: Day
  /// What it cost.
  public let cost: FixedDecimal
  /// What was to be expected, to the sixth decimal.
  public let expected: FixedDecimal
  /// The least that a usual day amounts to.
  public let low: FixedDecimal
  /// The most.
  public let high: FixedDecimal
  /// How unusual it is: the difference in standard deviations of usual days.
  public let score: Double
  /// What makes the difference, the largest first; at most three.
  public let parts: [Part]

  /// How much more was spent than expected; below zero where it was less.
  public var difference: FixedDecimal { FixedDecimal(units: cost.units - expected.units) }
}

/// Finds days that leave their expected range.
public struct AnomalySearch: Sendable {
  /// From how many standard deviations on a day is unusual: of normal days, one in two thousand is.
  public static let threshold: Double = 3.5

  /// How many days before a period are looked at.
  public static let history: Int = UsualDays.window + 14

  private let table: UsageTable
  /// The usage that counts.
  private let counted: Slice
  private let dimensions: [UsageDimension]

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - table: The usage, with that of the ``history`` days before.
  ///   - filter: Which usage counts.
  ///   - dimensions: What tells where a difference comes from.
  public init(in table: UsageTable, where filter: UsageFilter, by dimensions: [UsageDimension]) {
    // Fees and charges fall on days of their own; only usage can be unusual.
    let usage = UsageFilter.Condition(.charge, anyOf: [.init(Charge.usage.rawValue)])
    let table = table.filtered(by: UsageFilter([usage]))
    var test = RecordTest(table)
    for condition in filter.conditions { test.narrow(by: condition) }
    counted = Slice(table, .some(test.passing()))
    self.table = table
    self.dimensions = dimensions
  }

  /// The unusual days among some, in their order.
  public func anomalies(on days: Range<Day>) throws(ArithmeticOverflow) -> [Anomaly] {
    guard let first = table.span.first.map(Day.init(daysSince1970:)), first < days.upperBound else {
      return []
    }
    let costs = try costs(from: first, before: days.upperBound)
    let usual = UsualDays(costs.map { $0?.approximation })
    var anomalies: [Anomaly] = []
    for day in max(first, days.lowerBound)..<days.upperBound {
      let place = first.distance(to: day)
      guard let cost = costs[place], let norm = usual.norm(of: place) else { continue }
      let score = (cost.approximation - norm.expected) / norm.spread
      guard abs(score) > Self.threshold, score.isFinite,
        let expected = FixedDecimal(estimate: norm.expected),
        let low = FixedDecimal(estimate: norm.expected - Self.threshold * norm.spread),
        let high = FixedDecimal(estimate: norm.expected + Self.threshold * norm.spread)
      else { continue }
      anomalies.append(
        Anomaly(
          day: day,
          cost: cost,
          expected: expected,
          low: low,
          high: high,
          score: score,
          parts: try parts(of: day, difference: try cost - expected)
        )
      )
    }
    return anomalies
  }

  /// The cost of each day; zero where usage was seen of which none counts, nil where none was seen.
  private func costs(from first: Day, before end: Day) throws(ArithmeticOverflow) -> [FixedDecimal?]
  {
    var costs = [FixedDecimal?](repeating: nil, count: max(0, first.distance(to: end)))
    let all = Slice(table)
    for (selection, isCounted) in [(all, false), (counted, true)] {
      let sums = try GroupSums(selection, by: [.day])
      for group in sums.groups {
        guard let day = Day(sums.slots.keys(of: group.slot)[0]), day < end else { continue }
        costs[first.distance(to: day)] = isCounted ? group.totals.cost ?? .zero : .zero
      }
    }
    return costs
  }

  /// What makes the difference of a day: what each group cost beyond its own mean of the four weeks before.
  private func parts(
    of day: Day,
    difference: FixedDecimal
  ) throws(ArithmeticOverflow) -> [Anomaly.Part] {
    let weeks = Int32(28)
    let last = Int32(clamping: day.daysSince1970)
    func sums(_ days: Range<Int32>) throws(ArithmeticOverflow) -> [[String]: FixedDecimal] {
      let rows = counted.rows.filter { days.contains(table.days[$0]) }
      let sums = try GroupSums(Slice(table, rows), by: dimensions)
      return Dictionary(
        sums.groups.map { (sums.slots.keys(of: $0.slot), $0.totals.cost ?? .zero) },
        uniquingKeysWith: { first, _ in first }
      )
    }
    let now = try sums(last..<(last + 1))
    let before = try sums((last - weeks)..<last)
    var changes: [(keys: [String], change: FixedDecimal)] = []
    for keys in Set(now.keys).union(before.keys) {
      let usual = try (before[keys] ?? .zero).divided(by: FixedDecimal(Int(weeks))) ?? .zero
      changes.append((keys, try (now[keys] ?? .zero) - usual))
    }
    let own = changes.filter { $0.change.isNegative == difference.isNegative && !$0.change.isZero }
    let ordered = own.sorted { left, right in
      left.change == right.change
        ? left.keys.lexicographicallyPrecedes(right.keys)
        : left.change.units.magnitude > right.change.units.magnitude
    }
    return try ordered.prefix(3).map { keys, change throws(ArithmeticOverflow) in
      Anomaly.Part(keys: keys, change: change, share: try change.divided(by: difference))
    }
  }
}
