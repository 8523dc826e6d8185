import LuaHost
import UsageAnalysis
import UsageModel

/// Finds what costs are divided in proportion to on some days, each driver once.
final class DriverValues {
  private let context: ScriptContext
  private let days: Range<Day>
  private let view: CostView
  private let moment: Timestamp
  private var known: [SharingDriver: AllocationDriver] = [:]
  private var held: [HeldMemory] = []

  init(on days: Range<Day>, view: CostView, asOf moment: Timestamp, in context: ScriptContext) {
    self.days = days
    self.view = view
    self.moment = moment
    self.context = context
  }

  /// The values of a driver by day and app.
  func values(of driver: ScriptDriver) throws -> AllocationDriver {
    switch driver {
    case .named(let named):
      if let values = known[named] { return values }
      let values = try self.values(of: named)
      known[named] = values
      return values
    case .metric(let object): return try values(of: object.metric)
    case .frame(let object): return try values(of: object)
    case .weights: return AllocationDriver(name: "with", values: [:])
    }
  }

  private func values(of driver: SharingDriver) throws -> AllocationDriver {
    switch driver {
    case .usage(let measure, let filter):
      let dimensions = filter.dimensions.union([.app, .unit])
      let query = UsageQuery(days: days, dimensions: dimensions, filter: filter, asOf: moment)
      try context.look()
      let table = try context.ask { try $0.table(query, view: view) }.table
      held.append(try context.hold(table.byteCount))
      try context.work(table.count * 2)
      return try AllocationDriver(
        measure,
        where: filter,
        of: table,
        currency: context.input.currency
      )
    case .metric(let name):
      guard
        let metric = try context.ask({ try $0.metric(named: name, on: days, asOf: moment) })
      else { throw try unknownMetric(name, asOf: moment, in: context) }
      return try values(of: metric)
    case .method: return AllocationDriver(name: "with", values: [:])
    }
  }

  private func values(of metric: MetricSeries) throws -> AllocationDriver {
    try context.work(metric.points.count * 4)
    return try AllocationDriver(metric)
  }

  /// A frame's cost by app and day; of shares, by target.
  private func values(of object: FrameObject) throws -> AllocationDriver {
    try context.work(object.frame.count * 4)
    let places = object.frame.places
    var table = object.frame.table
    held.append(try context.hold(table.byteCount))
    if let places { table = table.selecting(places) }
    let isShared = object.frame.dimensions.contains(.target)
    guard isShared || object.frame.dimensions.contains(.app) else {
      throw HostError(
        "option \"by\": the frame was loaded without \"app\"; add it to the `dims` of usage.load"
      )
    }
    return try AllocationDriver(
      name: isShared ? "cost of shares" : "cost of a frame",
      unit: context.input.currency,
      of: .cost,
      in: isShared ? table.namingTargetsAsApps() : table
    )
  }
}

extension UsageTable {
  /// The table with each record's target in the place of its app.
  fileprivate func namingTargetsAsApps() -> UsageTable {
    with(
      lines: lines.map { line in
        var line = line
        line.app = line.target ?? ReservedName.notBrokenDown
        return line
      }
    )
  }
}
