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
  /// A slot in which the frame has no record at all is a gap; one in which only some rows have none
  /// counts nothing for them.
  public func series(
    of measure: SeriesMeasure,
    by kind: Period.Kind
  ) throws(ArithmeticOverflow) -> [SeriesPoint] {
    guard let span = Period(from: days.lowerBound, before: days.upperBound) else { return [] }
    let slots = span.pieces(of: kind)
    var sums = [FixedDecimal?](repeating: nil, count: slots.count)
    for row in now.rows {
      let value =
        switch measure {
        case .cost: now.table.costs[row]
        case .requests: now.table.requests[row]
        }
      let slot = Self.slot(of: now.table.days[row], among: slots)
      if let value { sums[slot] = try (sums[slot] ?? .zero) + value }
    }
    let known = knownDays
    return zip(slots, sums).map { slot, sum in
      SeriesPoint(
        day: slot.start,
        value: sum ?? (slot.days.contains(where: known.contains) ? .zero : nil)
      )
    }
  }

  /// The days on which anything was recorded, in this frame or in the one it was filtered from.
  private var knownDays: Set<Day> { Set(now.table.days) }

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
