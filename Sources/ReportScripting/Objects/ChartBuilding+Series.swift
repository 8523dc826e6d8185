import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

// What plots are made from: frames, groups, series, metrics and rows.

extension ChartBuilding {
  /// The most layers that can still be told apart along time.
  private static let layers = 3

  /// The series of the call's data.
  func draft(_ kind: Chart.Kind) throws -> ChartDraft {
    let (data, first) = try data()
    let memory = try context.hold(data.count * 96)
    var draft = ChartDraft(kind, title: arguments.textOption("title"), unit: unit(of: measure))
    try refuseOptions(for: first)
    switch first {
    case .object(let object as FrameObject):
      let frames = try data.enumerated().map { try frame($1, number: $0 + 1) }
      try fill(&draft, with: frames, by: arguments.textOption("by"), measure)
      if draft.title.isEmpty {
        draft.title = "Daily \(measure.rawValue), \(object.frame.period.label)"
      }
    case .object(let object as GroupsObject):
      try memory.grow(by: object.groups.rows.count * 128)
      guard data.count == 1 else { throw HostError("a chart of groups has one grouping only") }
      draft.plot.axis = .labels(object.groups.rows.map { $0.keys.joined(separator: ", ") })
      let values = object.groups.rows.map { row in
        measure == .cost ? row.totals.cost : row.totals.requests
      }
      draft.plot.series = [ChartSeries(measure.title, values: values)]
      if draft.title.isEmpty {
        let names = object.groups.dimensions.map(\.scriptName).joined(separator: ", ")
        draft.title = "\(measure.title) by \(names)"
      }
    case .object(is SeriesObject): try fill(&draft, withSeries: data)
    case .object(is MetricObject): try fill(&draft, withMetrics: data)
    case .table, .object(is LuaRow): try fill(&draft, withRows: data, memory)
    default:
      throw HostError(
        "entry 1: expected a frame, groups, series, metrics or rows, got \(describe(first))"
      )
    }
    return draft
  }

  /// Refuses the options that mean nothing for the kind of data.
  func refuseOptions(for data: LuaValue) throws(HostError) {
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
    _ draft: inout ChartDraft,
    with frames: [FrameObject],
    by name: String?,
    _ measure: SeriesMeasure
  ) throws {
    // The first frame has the dates; the others are laid over it, place by place.
    let count = frames.map(\.frame.days.count).max() ?? 0
    try context.work(count)
    let memory = try context.hold(count * 16)
    let start = frames.first?.frame.days.lowerBound
    draft.plot.axis = .days((0..<count).compactMap { start?.advanced(by: $0) })
    guard let name else {
      for (index, frame) in frames.enumerated() {
        let points = try frame.points(measure, by: .day)
        try memory.grow(by: points.count * MemorySize.point)
        draft.plot.series.append(
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
      draft.plot.series.append(
        ChartSeries(
          row.keys[0],
          values: points.map(\.value),
          swatch: row.isFolded
            ? ChartSeries.foldedSwatch : context.swatch(of: row.keys[0], in: wanted)
        )
      )
    }
  }

  private func fill(_ draft: inout ChartDraft, withSeries data: [LuaValue]) throws(HostError) {
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
      // The first series has the dates; the others are laid over it, place by place.
      if index == 0 { days = series.points.map(\.day) }
      while let last = days.last, days.count < series.points.count {
        let step = days.count > 1 ? days[days.count - 2].distance(to: last) : 1
        days.append(last.advanced(by: max(1, step)))
      }
      draft.plot.series.append(
        ChartSeries(
          index == 0 ? "Now" : "Before",
          values: series.points.map(\.value),
          isReference: index > 0
        )
      )
    }
    draft.plot.axis = .days(days)
    draft.unit = measure == .requests ? .count("requests") : .money(context.input.currency)
    if draft.title.isEmpty { draft.title = "By day" }
  }
}
