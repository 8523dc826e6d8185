import LuaHost
import UsageAnalysis
import UsageModel

/// A metric in a script: the user's own numbers on some days.
struct MetricObject: LuaObject {
  let metric: MetricSeries
  /// The sum of each day; a day without a value is a gap.
  let points: [SeriesPoint]
  let memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("metric") }

  /// A metric on some days, its values counted.
  init(_ metric: MetricSeries, on days: Range<Day>, in context: ScriptContext) throws {
    try context.work(metric.points.count * 4 + days.count * 4)
    memory = try context.hold(
      metric.points.count * (MemorySize.cell + metric.dimensions.count * MemorySize.value)
        + days.count * MemorySize.point
    )
    var sums: [Day: FixedDecimal] = [:]
    for point in metric.points { sums[point.day] = try (sums[point.day] ?? .zero) + point.value }
    points = days.map { SeriesPoint(day: $0, value: sums[$0]) }
    self.metric = metric
    self.context = context
  }

  /// The days it is about.
  var days: Range<Day> {
    guard let first = points.first, let last = points.last else {
      return Day(daysSince1970: 0)..<Day(daysSince1970: 0)
    }
    return first.day..<last.day.advanced(by: 1)
  }

  /// The sum of all values; nil where there is none.
  var total: FixedDecimal? {
    get throws { try points.contains { $0.value != nil } ? sum() : nil }
  }

  /// The total a day that has a value.
  var mean: FixedDecimal? {
    get throws { try total?.divided(by: FixedDecimal(points.count { $0.value != nil })) }
  }

  /// The newest day's value.
  var last: FixedDecimal? { points.last { $0.value != nil }?.value }

  private func sum() throws -> FixedDecimal {
    try context.work(points.count)
    return try FixedDecimal.sum(of: points.lazy.compactMap(\.value))
  }

  /// The daily values as a series, which figures and tables draw.
  func series() throws(LuaError) -> SeriesObject {
    // A series counts requests or costs; these are counts.
    try SeriesObject(points, .requests, in: context)
  }

  /// The same days with some of the values only.
  func part(_ isIncluded: ([String]) -> Bool) throws -> MetricObject {
    try context.work(metric.points.count * 4)
    let part = MetricSeries(
      name: metric.name,
      dimensions: metric.dimensions,
      points: metric.points.filter { isIncluded($0.key) }
    )
    return try MetricObject(part, on: days, in: context)
  }

  /// Where a dimension is in the keys.
  func place(of name: String, as owner: String) throws(HostError) -> Int {
    if let index = metric.dimensions.firstIndex(of: name) { return index }
    let known =
      metric.dimensions.isEmpty
      ? "it has none" : "it has \(metric.dimensions.joined(separator: ", "))"
    throw HostError(
      "\(owner)metric \"\(metric.name)\" has no dimension \(describe(.text(name)))"
        + "\(suggestion(for: name, in: metric.dimensions)) (\(known))"
    )
  }
}
