import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// How a cell or figure shows its value, where the value alone does not say.
enum ValueFormat: String, CaseIterable {
  case bar, bytes, change, duration, money, number, percent, text
}

/// A script's value as a report shows it; `owner` begins the messages.
func documentValue(
  _ value: LuaValue,
  as format: ValueFormat? = nil,
  owner: String = ""
) throws(HostError) -> Value {
  switch format {
  case .percent:
    if let decimal = value.decimal { return .percent(decimal) }
  case .bytes:
    if let decimal = value.decimal { return .bytes(decimal) }
  case .duration:
    if let decimal = value.decimal { return .duration(seconds: decimal) }
  case .change:
    if let money = value.money { return .moneyChange(money) }
  case .number:
    if let money = value.money { return .number(money.amount) }
  case .text:
    if let decimal = value.decimal { return .text(decimal.description) }
  default: break
  }
  switch value {
  case .nil: return .missing
  case .boolean(let flag): return .text(flag ? "yes" : "no")
  case .integer, .number:
    guard let decimal = value.decimal else { return .unknown }
    return .number(decimal)
  case .string(let text): return .text(text.text)
  case .object(let object as MoneyObject): return .money(object.money)
  case .object(let object as DayObject): return .day(object.day)
  case .object(let object as PeriodObject): return .text(object.period.label)
  // Of the days on which an allowance may run out, a cell has room for the one that is expected.
  case .object(let row as LuaRow) where row.rows.names == runOutRow.fields.map(\.name):
    guard let day = (try? row.value("expected"))?.day else { return .missing }
    return .day(day)
  case .object(let object as SeriesObject):
    return .series(object.points.map { $0.value?.approximation })
  default:
    throw HostError("\(owner)expected a text, number, day or amount, got \(describe(value))")
  }
}

/// A script's value as plain text.
func displayText(_ value: LuaValue, as owner: String = "") throws(HostError) -> String {
  NumberFormat.englishUS.text(try documentValue(value, owner: owner))
}

/// The headline figures of a list; nil and false among them are skipped.
func figures(_ items: LuaTable) throws(HostError) -> [Figure] {
  if let name = items.fields.keys.min() {
    throw HostError("argument 1 (items): a list is expected, got a value called \"\(name)\"")
  }
  // A nil in the list leaves a hole, and what follows it has a number for its key.
  let later = items.others.compactMap { entry -> (Int64, LuaValue)? in
    if case .integer(let index) = entry.key { (index, entry.value) } else { nil }
  }
  let all = items.array + later.sorted { $0.0 < $1.0 }.map(\.1)
  var figures: [Figure] = []
  for (index, item) in all.enumerated() {
    let owner = "argument 1 (items): entry \(index + 1): "
    switch item {
    case .nil, .boolean(false): continue
    case .table(let table): figures.append(try figure(table, as: owner))
    default: throw HostError("\(owner)expected { label, value }, got \(describe(item))")
    }
  }
  return figures
}

private let figureOptions = [
  Parameter("before", .any, optional: true, "the same figure of an earlier period"),
  Parameter("format", .text, optional: true, "how the value is written"),
  Parameter("note", .text, optional: true, "words behind the change"),
  Parameter("range", .table, optional: true, "{ low, high }"),
  Parameter("spark", .object("series"), optional: true, "the figure day by day"),
]

private func figure(_ table: LuaTable, as owner: String) throws(HostError) -> Figure {
  guard case .string(let label)? = table.array.first else {
    let first = describe(table.array.first ?? .nil)
    throw HostError("\(owner)expected a label first, such as { \"Spent\", value }, got \(first)")
  }
  do {
    return try figure(label.text, table)
  } catch {
    throw HostError("figure \(describe(.string(label))): \(error)")
  }
}

private func figure(_ label: String, _ table: LuaTable) throws(HostError) -> Figure {
  guard table.array.count <= 2, table.others.isEmpty else {
    throw HostError("a figure has one value; the others go by name: before = …")
  }
  try figureOptions.check(table, takesList: true)
  var format: ValueFormat?
  if case .string(let name) = table["format"] { format = try valueFormat(name.text) }
  // A value of nil ends the list part.
  let value = table.array.count > 1 ? table.array[1] : LuaValue.nil
  var figure = Figure(label, try documentValue(value, as: format))
  switch table["before"] {
  case .nil: break
  case let before:
    try checkAlike(before, value)
    figure.before = try documentValue(before, as: format)
  }
  if case .string(let note) = table["note"] { figure.note = note.text }
  if case .table(let range) = table["range"] {
    let isList = range.array.count == 2
    let (low, high) = isList ? (range.array[0], range.array[1]) : (range["low"], range["high"])
    let ends = (try documentValue(low, as: format), try documentValue(high, as: format))
    guard ends.0 != .missing, ends.1 != .missing else {
      throw HostError("option \"range\": expected { low, high }")
    }
    try checkRange(low, high, of: value)
    figure.range = Figure.Range(low: ends.0, high: ends.1)
  }
  if case .object(let series as SeriesObject) = table["spark"] {
    figure.spark = series.points.map { $0.value?.approximation }
  }
  return figure
}

/// Refuses a range that is none: ends that cannot be compared with the figure, or the wrong way round.
private func checkRange(
  _ low: LuaValue,
  _ high: LuaValue,
  of value: LuaValue
) throws(HostError) {
  do {
    try checkAlike(low, high)
    try checkAlike(value, low)
  } catch {
    throw HostError("option \"range\": \(error)")
  }
  let ends = (low.money?.amount ?? low.decimal, high.money?.amount ?? high.decimal)
  guard let first = ends.0, let last = ends.1, first > last else { return }
  throw HostError("option \"range\": expected { low, high }, but the first is above the second")
}

/// A format by its name.
func valueFormat(_ name: String) throws(HostError) -> ValueFormat {
  guard let format = ValueFormat(rawValue: name) else {
    let names = ValueFormat.allCases.map(\.rawValue)
    throw HostError(
      "unknown format \(describe(.text(name)))\(suggestion(for: name, in: names)) "
        + "(there are \(names.joined(separator: ", ")))"
    )
  }
  return format
}
