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
    let data = options.array
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
    switch first {
    case .object(let object as FrameObject):
      let frames = try data.map { try frame($0) }
      try fill(&chart, with: frames, by: arguments.textOption("by"), measure)
      if chart.title.isEmpty {
        chart.title = "Daily \(measure.rawValue), \(object.frame.period.label)"
      }
    case .object(let object as GroupsObject):
      chart.axis = .labels(object.groups.rows.map { $0.keys.joined(separator: ", ") })
      let values = object.groups.rows.map { row in
        measure == .cost ? row.totals.cost : row.totals.requests
      }
      chart.series = [ChartSeries(measure.title, values: values)]
      if chart.title.isEmpty {
        let names = object.groups.dimensions.map(\.name).joined(separator: ", ")
        chart.title = "\(measure.title) by \(names)"
      }
    case .object(is SeriesObject): try fill(&chart, withSeries: data)
    case .table, .object(is RowObject): try fill(&chart, withRows: data, arguments)
    default: throw HostError("a chart shows frames, series or rows, got \(describe(first))")
    }
    if let height = Arguments.wholeNumber(options["height"]) {
      guard (40...1000).contains(height) else {
        throw HostError("option \"height\": expected 40 to 1000 pixels, got \(height)")
      }
      chart.height = height
    }
    if let limit = options["limit"].money {
      guard chart.unit == .money(limit.currency) else {
        throw HostError("option \"limit\": the chart is not in \(limit.currency)")
      }
      chart.levels = [ChartLevel("limit", value: limit.amount)]
    }
    return chart
  }

  private func frame(_ value: LuaValue) throws(HostError) -> UsageFrame {
    guard case .object(let object as FrameObject) = value else {
      throw HostError("a chart of frames has frames only, got \(describe(value))")
    }
    return object.frame
  }

  /// Daily series of frames: of one by its groups, or of each its total.
  private func fill(
    _ chart: inout Chart,
    with frames: [UsageFrame],
    by name: String?,
    _ measure: SeriesMeasure
  ) throws {
    let days = frames.map { Array($0.days) }
    chart.axis = .days(days.max { $0.count < $1.count } ?? [])
    guard let name else {
      for (index, frame) in frames.enumerated() {
        let points = try frame.series(of: measure, by: .day)
        chart.series.append(
          ChartSeries(
            frame.period.label,
            values: points.map(\.value),
            isReference: index > 0
          )
        )
      }
      return
    }
    guard frames.count == 1 else { throw HostError("option \"by\" needs one frame alone") }
    let wanted = try dimension(.text(name))
    guard frames[0].dimensions.contains(wanted) else {
      throw HostError("option \"by\": the frame was loaded without \"\(name)\"")
    }
    let groups = try frames[0].grouped(by: [wanted]).top(Self.layers) { row in
      measure == .cost ? row.totals.cost : row.totals.requests
    }
    for row in groups.rows {
      let own = try row.frame.series(of: measure, by: .day)
      let whole = try frames[0].series(of: measure, by: .day)
      let values = zip(own, whole).map { part, all in
        part.value ?? (all.value == nil ? nil : FixedDecimal.zero)
      }
      chart.series.append(
        ChartSeries(row.keys[0], values: values, swatch: swatch(row.keys[0], wanted))
      )
    }
  }

  private func swatch(_ key: String, _ dimension: UsageDimension) -> Int? {
    switch dimension {
    case .provider: context.providers.firstIndex(of: key)
    case .source: context.input.sources.firstIndex { $0.name == key }
    default: nil
    }
  }

  private func fill(_ chart: inout Chart, withSeries data: [LuaValue]) throws(HostError) {
    for (index, value) in data.enumerated() {
      guard case .object(let series as SeriesObject) = value else {
        throw HostError("a chart of series has series only, got \(describe(value))")
      }
      if index == 0 {
        chart.axis = .days(series.points.map(\.day))
        if series.measure == .requests { chart.unit = .count("requests") }
      }
      chart.series.append(
        ChartSeries(
          index == 0 ? "Now" : "Before",
          values: series.points.map(\.value),
          isReference: index > 0
        )
      )
    }
    if chart.title.isEmpty { chart.title = "By day" }
  }

  /// One bar or point a row: `x` names it, `y` is drawn.
  private func fill(
    _ chart: inout Chart,
    withRows data: [LuaValue],
    _ arguments: Arguments
  ) throws {
    let (x, y) = (arguments.textOption("x") ?? "x", arguments.textOption("y") ?? "y")
    var labels: [String] = []
    var values: [FixedDecimal?] = []
    var currency: String?
    for row in data {
      let (label, value) = try fields(x, y, of: row)
      labels.append(displayText(label))
      currency = value.money?.currency ?? currency
      values.append(value.money?.amount ?? value.decimal)
    }
    chart.axis = .labels(labels)
    chart.unit = currency.map { .money($0) } ?? .count(arguments.textOption("unit") ?? "")
    chart.series = [ChartSeries(y, values: values)]
    if chart.title.isEmpty { chart.title = "\(y) by \(x)" }
  }

  private func fields(_ x: String, _ y: String, of row: LuaValue) throws -> (LuaValue, LuaValue) {
    switch row {
    case .table(let table): return (table[x], table[y])
    case .object(let row as RowObject): return (try row.value(x), try row.value(y))
    default: throw HostError("a row is a table or a row of a frame, got \(describe(row))")
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
