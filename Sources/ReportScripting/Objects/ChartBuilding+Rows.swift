import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

extension ChartBuilding {
  /// One bar or point a row: `x` names it, `y` is drawn.
  func fill(
    _ draft: inout ChartDraft,
    withRows data: [LuaValue],
    _ memory: HeldMemory
  ) throws {
    let (x, y) = (arguments.textOption("x") ?? "x", arguments.textOption("y") ?? "y")
    var names: [LuaValue] = []
    var labels: [String] = []
    var values: [FixedDecimal?] = []
    var unit: String?
    var (hasX, hasY) = (false, false)
    for (index, row) in data.enumerated() {
      let owner = "entry \(index + 1): "
      let (label, value) = try fields(x, y, of: row, as: owner)
      if case .nil = label {} else { hasX = true }
      if case .nil = value {} else { hasY = true }
      names.append(label)
      labels.append(try displayText(label, as: "\(owner)field \(describe(.text(x))): "))
      try memory.grow(by: MemorySize.text(labels[index]))
      values.append(value.money?.amount ?? value.decimal)
      guard let own = try self.unit(of: value, as: "\(owner)field \(describe(.text(y)))") else {
        continue
      }
      guard own == unit ?? own else {
        let both = [unit ?? own, own].map { $0.isEmpty ? "plain numbers" : $0 }
        throw HostError("the rows mix \(both.joined(separator: " and ")); a chart has one unit")
      }
      unit = own
    }
    guard hasX else {
      throw HostError("no row has a field \"\(x)\"; name the field that names the rows: x = …")
    }
    guard hasY || data.contains(where: isRow) else {
      throw HostError("no row has a field \"\(y)\"; name the field that is drawn: y = …")
    }
    draft.plot.axis = .labels(labels)
    // Lines go along time where the rows do; bars stand for what the author chose and sorted.
    if [.line, .area].contains(draft.plot.kind), let days = consecutiveDays(names) {
      draft.plot.axis = .days(days)
    }
    draft.unit =
      unit.flatMap { $0.isEmpty ? nil : .money($0) } ?? .count(arguments.textOption("unit") ?? "")
    draft.plot.series = [ChartSeries(y, values: values)]
    if draft.title.isEmpty { draft.title = "\(y) by \(x)" }
  }

  private func isRow(_ value: LuaValue) -> Bool {
    if case .object(is LuaRow) = value { true } else { false }
  }

  /// A value's currency, empty for a plain number; nil for 0, which goes with any, and for nothing.
  func unit(of value: LuaValue, as owner: String) throws(HostError) -> String? {
    switch value {
    case .nil: return nil
    case .integer, .number: return value.decimal == FixedDecimal.zero ? nil : ""
    case .object(let object as MoneyObject): return object.money.currency
    default:
      throw HostError(
        "\(owner): expected a number or an amount of money, got \(describe(value))"
      )
    }
  }

  private func fields(
    _ x: String,
    _ y: String,
    of row: LuaValue,
    as owner: String
  ) throws -> (LuaValue, LuaValue) {
    switch row {
    case .table(let table): return (table[x], table[y])
    case .object(let row as LuaRow): return (try row.cell(x), try row.cell(y))
    default:
      throw HostError("\(owner)expected a table or a row of a frame, got \(describe(row))")
    }
  }
}
