import LuaHost
import UsageModel
import UsageProviders

/// Turns records, each of what was used in a charge period, into counters of that period.
///
/// The period is a window of its own, in which the counter goes from zero to what was used. So what a platform says of
/// a day again, and otherwise, is a correction of that day.
struct RecordReading {
  private let context: NormalisedReading
  private var windows: [Timestamp: BillingWindow] = [:]
  private var values: [Timestamp: [Reading.Key: FixedDecimal]] = [:]
  /// What is counted in all, of which an empty day has none.
  private var totals: Set<Reading.Key> = []

  /// Ten years.
  private static let mostDays = 3660

  private static let fieldNames =
    NormalisedReading.dimensions + [
      "cost", "currency", "day", "quantity", "requests", "start", "stop", "unit",
    ]

  init(_ context: NormalisedReading) {
    self.context = context
  }

  /// The readings of all records, and zeros for the days of a span that none of them is in.
  func readings(
    of records: [PluginFields],
    _ span: PluginFields?
  ) throws(PluginProblem) -> [Reading] {
    var gathered = self
    for record in records { try gathered.add(record) }
    try gathered.checkOverlaps(records)
    if let span { try gathered.fill(span) }
    return gathered.readings
  }

  /// Days that two periods have would count twice.
  private func checkOverlaps(_ records: [PluginFields]) throws(PluginProblem) {
    let sorted = windows.values.sorted { $0.start < $1.start }
    for (window, next) in zip(sorted, sorted.dropFirst()) where next.start < window.stop {
      guard let record = records.first else { return }
      throw record.problem(
        nil,
        "the periods from \(window.start) to \(window.stop) and from \(next.start) to \(next.stop) overlap; each "
          + "moment belongs to one period"
      )
    }
  }

  private var readings: [Reading] {
    var readings: [Reading] = []
    for (start, window) in windows.sorted(by: { $0.key < $1.key }) {
      let values = values[start, default: [:]].map { ($0.key, $0.value) }
      for (key, value) in values.sorted(by: {
        $0.0.sortTexts.lexicographicallyPrecedes($1.0.sortTexts)
      }) {
        readings.append(
          Reading(key: key, value: value, window: window, observedAt: context.reply.observedAt)
        )
      }
    }
    return readings
  }

  private mutating func add(_ fields: PluginFields) throws(PluginProblem) {
    try fields.allowOnly(Self.fieldNames)
    let window = try window(of: fields)
    // A period that has not begun says nothing yet.
    guard window.start <= context.reply.observedAt else { return }
    if let known = windows[window.start], known != window {
      throw fields.problem(
        nil,
        "another record's period begins at \(window.start) too, and ends at another moment"
      )
    }
    windows[window.start] = window
    var key = try context.key(fields)
    var isEmpty = true
    if let cost = try fields.exact("cost") {
      (key.measure, key.unit) = (.cost, try context.currency(fields))
      try count(cost, key, in: window, isTotal: true, fields, "cost")
      isEmpty = false
    }
    if let requests = try fields.exact("requests") {
      (key.measure, key.unit) = (.requests, "request")
      try count(requests, key, in: window, isTotal: true, fields, "requests")
      isEmpty = false
    }
    if let quantity = try fields.exact("quantity") {
      let unit = try fields.required("unit", try fields.text("unit"), "the unit of the quantity")
      (key.measure, key.unit) = (.quantity, unit)
      try count(quantity, key, in: window, isTotal: false, fields, "quantity")
      isEmpty = false
    }
    guard !isEmpty else {
      throw fields.problem(nil, "a record has a cost, requests, or a quantity with its unit")
    }
  }

  private func window(of fields: PluginFields) throws(PluginProblem) -> BillingWindow {
    let start: Timestamp
    let stop: Timestamp
    if let day = try fields.day("day") {
      guard try fields.moment("start") == nil, try fields.moment("stop") == nil else {
        throw fields.problem("day", "a record has a day, or start and stop, not both")
      }
      (start, stop) = (day.utcStart, day.advanced(by: 1).utcStart)
    } else {
      let expected = "a day, or start and stop of a period"
      start = try fields.required("start", try fields.moment("start"), expected)
      stop = try fields.required("stop", try fields.moment("stop"), expected)
    }
    guard let window = BillingWindow(start: start, stop: stop, basis: .chargePeriod) else {
      throw fields.problem("stop", "a period ends after it starts, at \(start)")
    }
    return window
  }

  /// Adds to a counter, and to the total that it is a part of.
  private mutating func count(
    _ amount: FixedDecimal,
    _ key: Reading.Key,
    in window: BillingWindow,
    isTotal: Bool,
    _ fields: PluginFields,
    _ name: String
  ) throws(PluginProblem) {
    var keys = [key]
    if isTotal {
      let total = Reading.Key(
        facet: .total,
        charge: key.charge,
        measure: key.measure,
        unit: key.unit
      )
      totals.insert(total)
      keys = key.facet == .total ? [total] : [key, total]
    }
    do {
      for key in keys {
        let sum = values[window.start, default: [:]][key, default: .zero]
        values[window.start, default: [:]][key] = try sum + amount
      }
    } catch {
      throw fields.problem(name, "\(error)")
    }
  }

  /// States zeros for the days of a span without a record that begins in them.
  private mutating func fill(_ span: PluginFields) throws(PluginProblem) {
    try span.allowOnly(["from", "to", "of"])
    let from = try span.required("from", try span.day("from"), "the first day")
    let to = try span.required("to", try span.day("to"), "the day after the last")
    guard from <= to, to - from <= Self.mostDays else {
      throw span.problem("to", "a span ends after it begins, and has at most \(Self.mostDays) days")
    }
    let measure = try self.measure(of: span)
    let known = Set(windows.keys.map(\.utcDay))
    let zeros = totals.isEmpty ? measure.map { [$0] } ?? [] : totals
    guard !zeros.isEmpty else { return }
    var day = from
    // A day that has not begun says nothing yet.
    while day < to, day.utcStart <= context.reply.observedAt {
      if !known.contains(day),
        let window = BillingWindow(
          start: day.utcStart,
          stop: day.advanced(by: 1).utcStart,
          basis: .chargePeriod
        )
      {
        windows[day.utcStart] = window
        values[day.utcStart] = Dictionary(uniqueKeysWithValues: zeros.map { ($0, .zero) })
      }
      day = day.advanced(by: 1)
    }
  }

  /// What a reply without any record has none of.
  private func measure(of span: PluginFields) throws(PluginProblem) -> Reading.Key? {
    switch try span.text("of") ?? "cost" {
    case "cost":
      Reading.Key(facet: .total, measure: .cost, unit: context.description.currencies[0])
    case "requests": Reading.Key(facet: .total, measure: .requests, unit: "request")
    case "quantity": nil
    default: throw span.mismatch("of", "\"cost\", \"requests\" or \"quantity\"")
    }
  }
}

extension Reading.Key {
  /// What the fixed order of readings goes by.
  fileprivate var sortTexts: [String] {
    [
      facet.rawValue, appID ?? "", service ?? "", meter ?? "", category ?? "", charge.rawValue,
      measure.rawValue, unit,
    ]
  }
}
