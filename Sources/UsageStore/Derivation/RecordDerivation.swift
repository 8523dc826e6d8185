import UsageModel

/// Derives a source's daily records from its observations: a pure function of both.
struct RecordDerivation {
  /// Who the source is.
  let identity: SourceIdentity
  /// Names, tags and the reporting time zone.
  let context: UsageContext

  /// Where a record stands among those of a source: by day, line, quality and window.
  private typealias Cell = (day: Int, line: Int, quality: Int, window: Int)

  /// What one counter gained on one day.
  private struct Gain {
    let cell: Cell
    /// The place of the counter among those of the facet.
    let counter: Int
    let amount: FixedDecimal
    let learntAt: Timestamp

    static func precedes(_ left: Gain, _ right: Gain) -> Bool {
      left.cell == right.cell ? left.counter < right.counter : left.cell < right.cell
    }
  }

  /// The records of one facet on the given days, by day and without their prices.
  ///
  /// - Parameters:
  ///   - facet: The facet.
  ///   - windows: The windows, by their starts.
  ///   - history: The settled history that the windows were made from.
  ///   - days: The days.
  /// - Returns: The records.
  /// - Throws: When an amount is too large.
  func records(
    of facet: Facet,
    from windows: [WindowHistory],
    of history: ObservedHistory,
    on days: Range<Day>
  ) throws(ArithmeticOverflow) -> [UsageRecord] {
    let facet = FacetCounters(facet, of: history)
    let gains = try gains(of: facet, from: windows, of: history, on: days)
    let templates = facet.lines.map(template(of:))
    var records: [UsageRecord] = []
    var cell: Cell?
    var cellStart = 0
    for gain in gains {
      if cell.map({ $0 != gain.cell }) ?? true {
        cell = gain.cell
        cellStart = records.count
      }
      let key = facet.counters[gain.counter].key
      let open = records[cellStart...].firstIndex { $0.canTake(key) }
      let index = open ?? records.count
      if open == nil {
        var record = templates[gain.cell.line]
        record.day = Day(daysSince1970: gain.cell.day)
        record.quality = Quality.byName[gain.cell.quality]
        record.window = windows[gain.cell.window].window.billing
        record.learntAt = gain.learntAt
        records.append(record)
      }
      try records[index].take(gain.amount, of: key, learntAt: gain.learntAt)
    }
    return records
  }

  /// The gains of all windows, in the order of their records.
  private func gains(
    of facet: FacetCounters,
    from windows: [WindowHistory],
    of history: ObservedHistory,
    on days: Range<Day>
  ) throws(ArithmeticOverflow) -> [Gain] {
    let start = context.calendar.start(of: days.lowerBound)
    let stop = context.calendar.start(of: days.upperBound)
    var gains: [Gain] = []
    for (place, window) in windows.enumerated()
    where window.window.start <= stop && window.window.stop >= start {
      let derived = WindowGains(
        of: facet,
        in: window,
        of: history,
        on: days,
        calendar: context.calendar
      )
      for (counter, amounts) in try derived.amounts().enumerated() {
        let line = facet.counters[counter].line
        for amount in amounts where !amount.amount.isZero {
          gains.append(
            Gain(
              cell: (
                derived.day(at: amount.day).daysSince1970, line, amount.quality.placeByName, place
              ),
              counter: counter,
              amount: amount.amount,
              learntAt: amount.learntAt
            )
          )
        }
      }
    }
    return gains.sorted(by: Gain.precedes)
  }

  /// A record of a line without anything that changes from day to day.
  private func template(of key: Reading.Key) -> UsageRecord {
    var record = UsageRecord(
      day: Day(daysSince1970: 0),
      source: identity.name,
      provider: identity.provider,
      account: identity.account,
      charge: key.charge
    )
    let dimensions = key.facet.dimensions
    if dimensions.contains(.service) {
      record.service = key.service ?? ReservedName.notBrokenDown
      record.category = key.category ?? "Other"
      record.meter = key.meter ?? ReservedName.notBrokenDown
    }
    (record.appID, record.app, record.tags) = SourceLabels(of: identity.name, in: context)
      .labels(ofApp: dimensions.contains(.app) ? key.appID : nil)
    return record
  }
}

extension UsageRecord {
  /// Whether the record has room for a counter: two currencies or two units never share one.
  fileprivate func canTake(_ key: Reading.Key) -> Bool {
    switch key.measure {
    case .cost: native.map { $0.currency == key.unit } ?? true
    case .requests: true
    case .quantity: unit.map { $0 == key.unit } ?? true
    }
  }

  /// Adds what a counter gained.
  fileprivate mutating func take(
    _ amount: FixedDecimal,
    of key: Reading.Key,
    learntAt moment: Timestamp
  ) throws(ArithmeticOverflow) {
    switch key.measure {
    case .cost: native = Money(try (native?.amount ?? .zero) + amount, key.unit)
    case .requests: requests = try (requests ?? .zero) + amount
    case .quantity:
      quantity = try (quantity ?? .zero) + amount
      unit = key.unit
    }
    learntAt = max(learntAt, moment)
  }
}

extension Quality {
  /// The qualities in the order of their names, in which a day's records come.
  fileprivate static let byName = allCases.sorted { $0.rawValue < $1.rawValue }

  /// The place among those.
  fileprivate var placeByName: Int { Self.byName.firstIndex(of: self) ?? 0 }
}
