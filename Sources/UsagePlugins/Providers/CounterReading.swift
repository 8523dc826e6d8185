import LuaHost
import UsageModel
import UsageProviders

/// Turns readings of counters that run since the start of a window into those of the data model.
struct CounterReading {
  private let context: NormalisedReading

  private static let fieldNames =
    NormalisedReading.dimensions + ["currency", "measure", "unit", "value", "window"]

  init(_ context: NormalisedReading) {
    self.context = context
  }

  func readings(of tables: [PluginFields]) throws(PluginProblem) -> [Reading] {
    var readings: [Reading] = []
    var seen: Set<Reading.Key> = []
    for fields in tables {
      try fields.allowOnly(Self.fieldNames)
      let key = try key(fields)
      let reading = Reading(
        key: key,
        value: try fields.required("value", try fields.exact("value"), "a number"),
        window: try window(of: fields),
        observedAt: context.reply.observedAt
      )
      // One counter may be told in several windows, but in one window once.
      guard
        seen.insert(key).inserted
          || !readings.contains(where: { $0.key == key && $0.window == reading.window })
      else { throw fields.problem(nil, "another reading is of the same counter and window") }
      readings.append(reading)
    }
    return readings
  }

  private func key(_ fields: PluginFields) throws(PluginProblem) -> Reading.Key {
    var key = try context.key(fields)
    let isTotal = ["app", "service", "category", "meter"].allSatisfy { name in
      if case .nil = fields.table[name] { true } else { false }
    }
    // A reading of nothing in particular is one of the total.
    if isTotal { key = Reading.Key(facet: .total, charge: key.charge, measure: .cost, unit: "") }
    switch try fields.text("measure") ?? "cost" {
    case "cost":
      guard case .nil = fields.table["unit"] else {
        throw fields.problem("unit", "a cost has a currency: write currency = \"USD\"")
      }
      key.unit = try context.currency(fields)
    case "requests": (key.measure, key.unit) = (.requests, "request")
    case "quantity":
      key.measure = .quantity
      key.unit = try fields.required("unit", try fields.text("unit"), "the unit of the quantity")
    default: throw fields.mismatch("measure", "\"cost\", \"requests\" or \"quantity\"")
    }
    return key
  }

  /// The window that the plug-in states, else the calendar month of the reply in UTC.
  private func window(of fields: PluginFields) throws(PluginProblem) -> BillingWindow {
    guard let table = try fields.fields("window") else {
      return BillingWindow(month: context.reply.observedAt.utcDay.month, basis: .calendarMonth)
    }
    try table.allowOnly(["start", "stop"])
    let start = try table.required("start", try table.moment("start"), "when the counter was zero")
    let stop = try table.required("stop", try table.moment("stop"), "when the next window begins")
    guard let window = BillingWindow(start: start, stop: stop, basis: .stated) else {
      throw table.problem("stop", "a window ends after it starts, at \(start)")
    }
    return window
  }
}
