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
    var sums = [FixedDecimal?](repeating: nil, count: slots.count)
    var hasRows = [Bool](repeating: false, count: slots.count)
    let sumsByDay = try GroupSums(now, by: [.day])
    for group in sumsByDay.groups {
      guard let day = Day(sumsByDay.slots.keys(of: group.slot)[0]) else { continue }
      let slot = Self.slot(of: day, among: slots)
      hasRows[slot] = true
      let value =
        switch measure {
        case .cost: group.totals.cost
        case .requests: group.totals.requests
        }
      sums[slot] = try sum(of: sums[slot], value)
    }
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
