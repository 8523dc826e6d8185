import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

extension ChartBuilding {
  /// The most rows of a flow.
  private static let flowRows = 10_000

  /// The chart of `chart.flow { … }`: an allocation, or rows.
  func flow() throws -> Chart {
    let (data, first) = try flowData()
    guard case .object(let object as FrameObject) = first else { return try flow(of: data) }
    guard let shares = object.shares else {
      throw HostError("entry 1: expected what policy:apply gave, or rows, got a frame")
    }
    guard data.count == 1 else { throw HostError("a flow has one allocation only") }
    for name in ["from", "to", "value", "unit"] where arguments.textOption(name) != nil {
      throw HostError("option \"\(name)\" goes with a list of rows, not with an allocation")
    }
    return try flow(of: shares)
  }

  /// From the sources, or the rules, to the targets: what they keep, in the reporting currency.
  private func flow(of shares: AllocationResult) throws -> Chart {
    try context.work(shares.cellCount)
    let ledger = shares.ledger()
    try context.work(ledger.count * 8)
    let summary = try AllocationSummary(ledger)
    let memory = try context.hold(summary.rows.count * 512)
    let isByRule = arguments.textOption("by") == "rule"
    let currency = context.input.currency
    let flow = withExtendedLifetime(memory) {
      // What a later step divided again is not kept, and would be counted twice.
      let rows = summary.rows.filter { !$0.isPassedOn && $0.measure == .money(currency: currency) }
      let sources = Set(rows.map(\.source))
      let swatches = sources.compactMap { source in
        context.swatch(of: source, in: .source).map { (source, $0) }
      }
      return Chart.Flow(
        rows.map { row in
          .init(
            from: isByRule ? row.rule ?? "(no rule)" : row.source,
            to: row.target,
            amount: row.amount
          )
        },
        swatches: isByRule ? [:] : Dictionary(uniqueKeysWithValues: swatches),
        receivers: "App"
      )
    }
    return chart(
      titled: isByRule ? "From rules to apps" : "From sources to apps",
      .money(currency),
      .flow(flow)
    )
  }

  private func flow(of rows: [LuaValue]) throws -> Chart {
    guard rows.count <= Self.flowRows else {
      throw HostError("a flow has at most \(Self.flowRows) rows, got \(rows.count)")
    }
    if arguments.textOption("by") != nil {
      throw HostError("option \"by\" goes with an allocation, not with rows")
    }
    let names = (
      from: arguments.textOption("from") ?? "from", to: arguments.textOption("to") ?? "to",
      value: arguments.textOption("value") ?? "value"
    )
    let memory = try context.hold(rows.count * 192)
    var shares: [Chart.Flow.Share] = []
    var unit: String?
    for (index, row) in rows.enumerated() {
      let owner = "entry \(index + 1): "
      let (from, to, value) = try ends(names, of: row, as: owner)
      guard let amount = value.money?.amount ?? value.decimal else {
        if case .nil = value { continue }
        throw HostError("\(owner)expected a number or an amount of money, got \(describe(value))")
      }
      let own = try self.unit(of: value, as: String(owner.dropLast(2)))
      guard own == nil || own == unit ?? own else {
        let both = [unit, own].compactMap(\.self).map { $0.isEmpty ? "plain numbers" : $0 }
        throw HostError("the rows mix \(both.joined(separator: " and ")); a chart has one unit")
      }
      unit = own ?? unit
      let share = Chart.Flow.Share(
        from: try name(from, as: "\(owner)from: "),
        to: try name(to, as: "\(owner)to: "),
        amount: amount
      )
      try memory.grow(by: MemorySize.text(share.from) + MemorySize.text(share.to))
      shares.append(share)
    }
    return withExtendedLifetime(memory) {
      chart(
        titled: "From \(names.from) to \(names.to)",
        unit.flatMap { $0.isEmpty ? nil : .money($0) }
          ?? .count(arguments.textOption("unit") ?? ""),
        .flow(Chart.Flow(shares, receivers: names.to == "to" ? "To" : names.to))
      )
    }
  }

  /// The data; a list of rows may stand in a list of its own, but a row is a list too.
  private func flowData() throws -> (all: [LuaValue], first: LuaValue) {
    var data = options.array
    if data.count == 1, case .table(let list) = data[0], list.fields.isEmpty, list.others.isEmpty {
      switch list.array.first {
      case nil, .table, .object(is LuaRow): data = list.array
      default: break
      }
    }
    try context.work(data.count * 16)
    guard let first = data.first else {
      throw HostError("a chart needs its data first: { shares, title = … } or { rows, title = … }")
    }
    return (data, first)
  }

  /// From, to and value of a row: by name, or in that order.
  private func ends(
    _ names: (from: String, to: String, value: String),
    of row: LuaValue,
    as owner: String
  ) throws -> (LuaValue, LuaValue, LuaValue) {
    switch row {
    case .table(let table) where table.fields.isEmpty:
      func entry(_ index: Int) -> LuaValue {
        table.array.indices.contains(index) ? table.array[index] : .nil
      }
      guard table.array.count <= 3 else {
        throw HostError("\(owner)expected { from, to, value }, got \(table.array.count) values")
      }
      return (entry(0), entry(1), entry(2))
    case .table(let table): return (table[names.from], table[names.to], table[names.value])
    case .object(let row as LuaRow):
      return (try row.cell(names.from), try row.cell(names.to), try row.cell(names.value))
    default:
      throw HostError("\(owner)expected { from, to, value }, got \(describe(row))")
    }
  }

  private func name(_ value: LuaValue, as owner: String) throws(HostError) -> String {
    if case .nil = value { throw HostError("\(owner)expected a name, got nothing") }
    return try displayText(value, as: owner)
  }
}
