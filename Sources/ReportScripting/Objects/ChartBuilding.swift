import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// Makes a chart of a report from a script's data and options.
struct ChartBuilding {
  let context: ScriptContext
  let arguments: Arguments

  /// The options of the call.
  var options: LuaTable { arguments.options }

  /// The chart of `chart.line { … }` and the other plots.
  func plot(_ kind: Chart.Kind) throws -> Chart {
    var draft = try draft(kind)
    draft.plot.height = try height()
    draft.plot.levels = try level("limit", called: "limit", in: draft.unit).map { [$0] } ?? []
    return chart(titled: draft.title, draft.unit, .plot(draft.plot))
  }

  /// The chart of `chart.sparkline { … }`: what a line would draw, of which there may be one.
  func sparkline() throws -> Chart {
    let draft = try draft(.line)
    guard let series = draft.plot.series.first, draft.plot.series.count == 1 else {
      throw HostError("a sparkline has one line only, got \(draft.plot.series.count)")
    }
    let spark = Chart.Spark(axis: draft.plot.axis, series: series)
    return chart(titled: draft.title, draft.unit, .sparkline(spark))
  }

  /// A chart with the options that all kinds have.
  func chart(
    titled title: String,
    _ unit: ChartUnit,
    note: String? = nil,
    _ content: Chart.Content
  ) -> Chart {
    let notes = [arguments.textOption("note"), note].compactMap(\.self)
    return Chart(
      title: arguments.textOption("title") ?? title,
      unit: unit,
      note: notes.isEmpty ? nil : notes.joined(separator: " "),
      content
    )
  }

  /// The measure of frames: the option, or costs.
  var measure: SeriesMeasure {
    SeriesMeasure(rawValue: arguments.textOption("measure") ?? "cost") ?? .cost
  }

  /// What a measure counts.
  func unit(of measure: SeriesMeasure) -> ChartUnit {
    measure == .cost ? .money(context.input.currency) : .count("requests")
  }

  /// The data of the call, at least one entry; `example` says what it may be.
  func data(example: String = "frame") throws -> (all: [LuaValue], first: LuaValue) {
    let data = rows(in: options.array)
    try context.work(data.count * 16)
    guard let first = data.first else {
      throw HostError("a chart needs its data first: { \(example), title = … }")
    }
    return (data, first)
  }

  // MARK: Options

  func height() throws(HostError) -> Int? {
    guard let height = Arguments.wholeNumber(options["height"]) else { return nil }
    guard (40...1000).contains(height) else {
      throw HostError("option \"height\": expected 40 to 1000 pixels, got \(height)")
    }
    return height
  }

  /// The line of an option, which must be in the chart's unit.
  func level(
    _ name: String,
    called label: String,
    in unit: ChartUnit
  ) throws(HostError) -> ChartLevel? {
    let value = options[name]
    if case .nil = value { return nil }
    let owner = "option \"\(name)\": "
    switch (unit, value.money, value.decimal) {
    case (.money(let currency), let money?, _) where money.currency == currency:
      return ChartLevel(label, value: money.amount)
    case (.count, nil, let number?): return ChartLevel(label, value: number)
    case (.money(let currency), let money?, _):
      throw HostError("\(owner)the chart is in \(currency), not in \(money.currency)")
    case (.money(let currency), nil, _):
      throw HostError(
        "\(owner)the chart is in \(currency); write money(\(describe(value)), \"\(currency)\")"
      )
    default: throw HostError("\(owner)the chart counts; write a plain number")
    }
  }

  /// The data of a chart; a list of rows may stand in a list of its own.
  func rows(in data: [LuaValue]) -> [LuaValue] {
    guard data.count == 1, case .table(let list) = data[0], list.fields.isEmpty,
      list.others.isEmpty
    else { return data }
    return list.array
  }
}
