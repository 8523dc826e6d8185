import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// Makes a chart of a report from a script's data and options.
struct ChartBuilding {
  let context: ScriptContext

  /// The most layers that can still be told apart along time.
  private static let layers = 3

  /// The chart of `chart.KIND { … }`.
  func chart(_ kind: Chart.Kind, _ arguments: Arguments) throws -> Chart {
    let options = arguments.options
    let data = rows(in: options.array)
    try context.work(data.count * 16)
    let memory = try context.hold(data.count * 96)
    guard let first = data.first else {
      throw HostError("a chart needs its data first: { frame, title = … }")
    }
    let measure = SeriesMeasure(rawValue: arguments.textOption("measure") ?? "cost") ?? .cost
    var chart = Chart(
      kind,
      title: arguments.textOption("title") ?? "",
      unit: measure == .cost ? .money(context.input.currency) : .count("requests"),
      axis: .labels([]),
      series: [],
      note: arguments.textOption("note")
    )
    try refuseOptions(of: arguments, for: first)
    switch first {
    case .object(let object as FrameObject):
      let frames = try data.enumerated().map { try frame($1, number: $0 + 1) }
      try fill(&chart, with: frames, by: arguments.textOption("by"), measure)
      if chart.title.isEmpty {
        chart.title = "Daily \(measure.rawValue), \(object.frame.period.label)"
      }
    case .object(let object as GroupsObject):
      try memory.grow(by: object.groups.rows.count * 128)
      guard data.count == 1 else { throw HostError("a chart of groups has one grouping only") }
      chart.axis = .labels(object.groups.rows.map { $0.keys.joined(separator: ", ") })
      let values = object.groups.rows.map { row in
        measure == .cost ? row.totals.cost : row.totals.requests
      }
      chart.series = [ChartSeries(measure.title, values: values)]
      if chart.title.isEmpty {
        let names = object.groups.dimensions.map(\.scriptName).joined(separator: ", ")
        chart.title = "\(measure.title) by \(names)"
      }
    case .object(is SeriesObject): try fill(&chart, withSeries: data)
    case .object(is MetricObject): try fill(&chart, withMetrics: data)
    case .table, .object(is LuaRow): try fill(&chart, withRows: data, arguments, memory)
    default:
      throw HostError(
        "entry 1: expected a frame, groups, series, metrics or rows, got \(describe(first))"
      )
    }
    if let height = Arguments.wholeNumber(options["height"]) {
      guard (40...1000).contains(height) else {
        throw HostError("option \"height\": expected 40 to 1000 pixels, got \(height)")
      }
      chart.height = height
    }
    chart.levels = try level(options["limit"], in: chart.unit).map { [$0] } ?? []
    return chart
  }

  /// The line of the `limit` option, which must be in the chart's unit.
  private func level(_ limit: LuaValue, in unit: ChartUnit) throws(HostError) -> ChartLevel? {
    if case .nil = limit { return nil }
    switch (unit, limit.money, limit.decimal) {
    case (.money(let currency), let money?, _) where money.currency == currency:
      return ChartLevel("limit", value: money.amount)
    case (.count, nil, let number?): return ChartLevel("limit", value: number)
    case (.money(let currency), let money?, _):
      throw HostError("option \"limit\": the chart is in \(currency), not in \(money.currency)")
    case (.money(let currency), nil, _):
      throw HostError(
        "option \"limit\": the chart is in \(currency); write money(\(describe(limit)), \"\(currency)\")"
      )
    default: throw HostError("option \"limit\": the chart counts; write a plain number")
    }
  }

  /// Refuses the options that mean nothing for the kind of data.
  private func refuseOptions(of arguments: Arguments, for data: LuaValue) throws(HostError) {
    let isFrame = if case .object(is FrameObject) = data { true } else { false }
    let isRow =
      switch data {
      case .table, .object(is LuaRow): true
      default: false
      }
    for (name, belongs, owner) in [
      ("by", isFrame, "a frame"), ("unit", isRow, "a list of rows"),
      ("x", isRow, "a list of rows"), ("y", isRow, "a list of rows"),
    ] where !belongs && arguments.textOption(name) != nil {
      let what = isRow ? "rows" : describe(data)
      throw HostError("option \"\(name)\" goes with \(owner), not with \(what)")
    }
  }

  /// Nothing, for the name of a dimension; an error for any other.
  private func known(_ name: String) throws(HostError) -> UsageDimension? {
    _ = try dimension(.text(name))
    return nil
  }

  private func frame(_ value: LuaValue, number: Int) throws(HostError) -> FrameObject {
    guard case .object(let object as FrameObject) = value else {
      throw HostError("entry \(number): expected another frame, got \(describe(value))")
    }
    return object
  }

  /// Daily series of frames: of one by its groups, or of each its total.
  private func fill(
    _ chart: inout Chart,
    with frames: [FrameObject],
    by name: String?,
    _ measure: SeriesMeasure
  ) throws {
    let days = frames.map(\.frame.days).max { $0.count < $1.count }
    try context.work(days?.count ?? 0)
    let memory = try context.hold((days?.count ?? 0) * 16)
    chart.axis = .days(days.map(Array.init) ?? [])
    guard let name else {
      for (index, frame) in frames.enumerated() {
        let points = try frame.points(measure, by: .day)
        try memory.grow(by: points.count * MemorySize.point)
        chart.series.append(
          ChartSeries(
            frame.frame.period.label,
            values: points.map(\.value),
            isReference: index > 0
          )
        )
      }
      return
    }
    guard frames.count == 1 else { throw HostError("option \"by\" needs one frame alone") }
    let frame = frames[0]
    guard let wanted = try frame.dimension(named: name) ?? known(name) else {
      throw HostError("option \"by\": the frame was loaded without \"\(name)\"")
    }
    let object = try frame.grouped(by: [wanted])
    let groups = try object.groups.top(Self.layers) { row in
      measure == .cost ? row.totals.cost : row.totals.requests
    }
    for row in groups.rows {
      let points = try object.frame(of: row).points(measure, by: .day)
      chart.series.append(
        ChartSeries(
          row.keys[0],
          values: points.map(\.value),
          swatch: row.isFolded
            ? ChartSeries.foldedSwatch : context.swatch(of: row.keys[0], in: wanted)
        )
      )
    }
  }

  private func fill(_ chart: inout Chart, withSeries data: [LuaValue]) throws(HostError) {
    var measure: SeriesMeasure?
    var days: [Day] = []
    for (index, value) in data.enumerated() {
      guard case .object(let series as SeriesObject) = value else {
        throw HostError("entry \(index + 1): expected another series, got \(describe(value))")
      }
      guard series.measure == measure ?? series.measure else {
        throw HostError("the series mix cost and requests; a chart has one unit")
      }
      measure = series.measure
      if series.points.count > days.count { days = series.points.map(\.day) }
      chart.series.append(
        ChartSeries(
          index == 0 ? "Now" : "Before",
          values: series.points.map(\.value),
          isReference: index > 0
        )
      )
    }
    chart.axis = .days(days)
    chart.unit = measure == .requests ? .count("requests") : .money(context.input.currency)
    if chart.title.isEmpty { chart.title = "By day" }
  }

  /// One bar or point a row: `x` names it, `y` is drawn.
  private func fill(
    _ chart: inout Chart,
    withRows data: [LuaValue],
    _ arguments: Arguments,
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
    chart.axis = .labels(labels)
    // Lines go along time where the rows do; bars stand for what the author chose and sorted.
    if [.line, .area].contains(chart.kind), let days = consecutiveDays(names) {
      chart.axis = .days(days)
    }
    chart.unit =
      unit.flatMap { $0.isEmpty ? nil : .money($0) } ?? .count(arguments.textOption("unit") ?? "")
    chart.series = [ChartSeries(y, values: values)]
    if chart.title.isEmpty { chart.title = "\(y) by \(x)" }
  }

  /// The data of a chart; a list of rows may stand in a list of its own.
  private func rows(in data: [LuaValue]) -> [LuaValue] {
    guard data.count == 1, case .table(let list) = data[0], list.fields.isEmpty,
      list.others.isEmpty
    else { return data }
    return list.array
  }

  private func isRow(_ value: LuaValue) -> Bool {
    if case .object(is LuaRow) = value { true } else { false }
  }

  /// A value's currency, empty for a plain number; nil for 0, which goes with any, and for nothing.
  private func unit(of value: LuaValue, as owner: String) throws(HostError) -> String? {
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

extension SeriesMeasure {
  /// The measure at the start of a title.
  fileprivate var title: String {
    switch self {
    case .cost: "Cost"
    case .requests: "Requests"
    }
  }
}
