public import UsageModel

/// What is added up along time.
public enum SeriesMeasure: String, Sendable, CaseIterable {
  /// The cost in the reporting currency.
  case cost
  /// The requests.
  case requests
}

/// One slot of a series.
public struct SeriesPoint: Hashable, Sendable {
  /// The first day of the slot.
  public let day: Day
  /// The sum; nil where nothing is known of the slot.
  public let value: FixedDecimal?

  /// Creates a point.
  public init(day: Day, value: FixedDecimal?) {
    self.day = day
    self.value = value
  }
}

extension UsageFrame {
  /// The sums of each day, week or month of the frame's days.
  ///
  /// A slot is a gap where nothing was recorded, and where the frame's records do not tell the measure:
  /// what is unpriced or not counted is never zero. It is zero where only records that were filtered
  /// out are. Where some records tell the measure, they are the sum.
  public func series(
    of measure: SeriesMeasure,
    by kind: Period.Kind
  ) throws(ArithmeticOverflow) -> [SeriesPoint] {
    guard let span = Period(from: days.lowerBound, before: days.upperBound) else { return [] }
    let slots = span.pieces(of: kind)
    var groups = [UInt32](repeating: 0, count: now.count)
    var hasRows = [Bool](repeating: false, count: slots.count)
    var latest: (day: Int32, slot: UInt32)?
    for index in 0..<now.count {
      let day = now.table.days[now.rows[index]]
      if latest?.day != day {
        let slot = Self.slot(of: Day(daysSince1970: Int(day)), among: slots)
        latest = (day, UInt32(slot))
        hasRows[slot] = true
      }
      groups[index] = latest?.slot ?? 0
    }
    let column =
      switch measure {
      case .cost: now.table.costs
      case .requests: now.table.requests
      }
    let sums = try GroupSums(now, groups: groups, count: slots.count).sums(of: column)
    let known = knownDays
    return slots.indices.map { index in
      guard !hasRows[index] else {
        return SeriesPoint(day: slots[index].start, value: sums[index])
      }
      let isZero = slots[index].days.contains(where: known.contains)
      return SeriesPoint(day: slots[index].start, value: isZero ? .zero : nil)
    }
  }

  /// The days on which anything was recorded, in this frame or in the one it was filtered from.
  private var knownDays: Set<Day> {
    var days: Set<Day> = []
    var latest: Int32?
    for day in now.table.days where day != latest {
      days.insert(Day(daysSince1970: Int(day)))
      latest = day
    }
    return days
  }

  private static func slot(of day: Day, among slots: [Period]) -> Int {
    var low = 0
    var high = slots.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if slots[middle].start <= day { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
