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
    for row in now.rows {
      let value =
        switch measure {
        case .cost: now.table.costs[row]
        case .requests: now.table.requests[row]
        }
      let slot = Self.slot(of: now.table.days[row], among: slots)
      hasRows[slot] = true
      if let value { sums[slot] = try (sums[slot] ?? .zero) + value }
    }
    let known = knownDays
    return slots.indices.map { index in
      let isZero = !hasRows[index] && slots[index].days.contains(where: known.contains)
      return SeriesPoint(day: slots[index].start, value: sums[index] ?? (isZero ? .zero : nil))
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
