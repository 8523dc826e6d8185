import UsageModel

/// Derives a source's daily records from its observations: a pure function of both.
struct RecordDerivation {
  /// Who the source is.
  let identity: SourceIdentity
  /// What the configuration says about it.
  let labels: UsageContext.Source
  /// Names, prices and the reporting time zone.
  let context: UsageContext
  /// Prices amounts.
  private let prices: PriceList

  init(identity: SourceIdentity, labels: UsageContext.Source, context: UsageContext) {
    self.identity = identity
    self.labels = labels
    self.context = context
    prices = PriceList(currency: context.currency, rates: context.terms.terms.rates)
  }

  /// The records of one facet on the given days, by day.
  func records(
    of facet: Facet,
    from windows: [WindowHistory],
    on days: Range<Day>
  ) throws(ArithmeticOverflow) -> [UsageRecord] {
    var cells: [Cell: [UsageRecord]] = [:]
    for window in windows {
      for (key, amounts) in try gains(of: facet, in: window) {
        for gain in amounts where days.contains(gain.day) && !gain.amount.isZero {
          let cell = Cell(key: key, gain: gain)
          try add(gain, of: key, to: &cells[cell, default: []])
        }
      }
    }
    var records: [UsageRecord] = []
    for (_, cell) in cells.sorted(by: { $0.key < $1.key }) {
      for record in cell { records.append(try priced(record)) }
    }
    return records
  }

  /// What each counter of a facet gained, in a fixed order, with the remainders to the totals.
  private func gains(
    of facet: Facet,
    in window: WindowHistory
  ) throws(ArithmeticOverflow) -> [(Reading.Key, [DailyAmount])] {
    let totals = try dailyAmounts(of: .total, in: window)
    guard facet != .total else { return totals }
    let parts = try dailyAmounts(of: facet, in: window)
    var gains = parts
    for (total, amounts) in totals {
      let measured = parts.filter {
        $0.0.measure == total.measure && $0.0.unit == total.unit
      }
      let rest = Reading.Key(
        facet: facet,
        appID: ReservedName.other,
        service: ReservedName.other,
        meter: ReservedName.other,
        measure: total.measure,
        unit: total.unit
      )
      gains.append((rest, try remainder(of: amounts, without: measured.flatMap(\.1))))
    }
    return gains
  }

  /// Day by day what a total has beyond its parts; negative where the parts exceed it.
  private func remainder(
    of total: [DailyAmount],
    without parts: [DailyAmount]
  ) throws(ArithmeticOverflow) -> [DailyAmount] {
    var rest: [Day: DailyAmount] = [:]
    for (amounts, isPart) in [(total, false), (parts, true)] {
      for amount in amounts {
        var day =
          rest[amount.day] ?? DailyAmount(day: amount.day, amount: .zero, quality: .measured)
        day.amount = try isPart ? day.amount - amount.amount : day.amount + amount.amount
        day.quality = max(day.quality, amount.quality)
        rest[amount.day] = day
      }
    }
    return Array(rest.values)
  }

  private func dailyAmounts(
    of facet: Facet,
    in window: WindowHistory
  ) throws(ArithmeticOverflow) -> [(Reading.Key, [DailyAmount])] {
    let spreading = CounterSpreading(calendar: context.calendar)
    var amounts: [(Reading.Key, [DailyAmount])] = []
    let counters = window.series.filter { $0.key.facet == facet }
    for (key, series) in counters.sorted(by: {
      $0.key.order.lexicographicallyPrecedes($1.key.order)
    }) {
      let timeline = series.timeline(seenAt: window.moments(of: series))
      let gains = try spreading.dailyAmounts(
        of: timeline,
        in: window.window,
        granularity: key.measure == .cost ? .finest : .whole
      )
      amounts.append((key, gains))
    }
    return amounts
  }

  /// Adds a gain to the record of its cell that can take it; two currencies or two units never share one.
  private func add(
    _ gain: DailyAmount,
    of key: Reading.Key,
    to cell: inout [UsageRecord]
  ) throws(ArithmeticOverflow) {
    let index = cell.firstIndex { record in
      switch key.measure {
      case .cost: record.native.map { $0.currency == key.unit } ?? true
      case .requests: true
      case .quantity: record.unit.map { $0 == key.unit } ?? true
      }
    }
    var record = index.map { cell[$0] } ?? emptyRecord(for: key, gain)
    switch key.measure {
    case .cost: record.native = Money(try (record.native?.amount ?? 0) + gain.amount, key.unit)
    case .requests: record.requests = try (record.requests ?? 0) + gain.amount
    case .quantity:
      record.quantity = try (record.quantity ?? 0) + gain.amount
      record.unit = key.unit
    }
    if let index { cell[index] = record } else { cell.append(record) }
  }

  private func emptyRecord(for key: Reading.Key, _ gain: DailyAmount) -> UsageRecord {
    var record = UsageRecord(
      day: gain.day,
      source: identity.name,
      provider: identity.provider,
      account: identity.account,
      charge: key.charge,
      quality: gain.quality,
      tags: labels.tags
    )
    let dimensions = key.facet.dimensions
    if dimensions.contains(.service) {
      record.service = key.service ?? ReservedName.notBrokenDown
      record.category = key.category ?? "Other"
      record.meter = key.meter ?? ReservedName.notBrokenDown
    }
    if let app = labels.app ?? (dimensions.contains(.app) ? key.appID : nil) {
      record.appID = app
      record.app = context.appName(of: app)
      record.tags.merge(context.apps[app]?.tags ?? [:]) { $1 }
    }
    return record
  }

  private func priced(_ record: UsageRecord) throws(ArithmeticOverflow) -> UsageRecord {
    var record = record
    if let native = record.native {
      let price = try prices.price(native, on: record.day)
      (record.billed, record.effective) = (price, price)
    }
    return record
  }
}

extension Reading.Key {
  /// Texts that put counters into a fixed order.
  fileprivate var order: [String] {
    [
      appID ?? "", service ?? "", meter ?? "", category ?? "", charge.rawValue, measure.rawValue,
      unit,
    ]
  }
}

/// What tells two records of a source apart, and their order within it.
private struct Cell: Hashable, Comparable {
  let day: Day
  let texts: [String]

  init(key: Reading.Key, gain: DailyAmount) {
    day = gain.day
    texts = Array(key.order.prefix(5)) + [gain.quality.rawValue]
  }

  static func < (left: Cell, right: Cell) -> Bool {
    left.day == right.day
      ? left.texts.lexicographicallyPrecedes(right.texts) : left.day < right.day
  }
}
