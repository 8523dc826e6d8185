package import UsageModel

/// A driver whose values on some days cannot be told.
package struct UnusableDriver: Error, CustomStringConvertible {
  /// Why, and what to do.
  package let description: String

  /// Creates the error.
  package init(_ description: String) { self.description = description }
}

extension AllocationDriver {
  /// A driver that is stated as a measure of some usage; `table` is that usage, by day and app.
  package init(
    _ measure: Measure,
    where filter: UsageFilter,
    of table: UsageTable,
    currency: String
  ) throws {
    let units = measure == .quantity ? table.countedUnits : []
    guard units.count <= 1 else {
      throw UnusableDriver(
        "a driver's quantities in \(units.sorted().prefix(2).joined(separator: " and ")) cannot be "
          + "added; name one unit in its `where`"
      )
    }
    let unit =
      switch measure {
      case .cost: currency
      case .requests: "requests"
      case .quantity: units.first
      }
    let name = "\(measure.rawValue)\(filter.conditions.isEmpty ? "" : " where \(filter.text)")"
    try self.init(name: name, unit: unit, of: measure, in: table)
  }

  /// A driver that is a metric of the user, which has to be told apart by app.
  package init(_ metric: MetricSeries) throws {
    guard let place = metric.dimensions.firstIndex(of: UsageDimension.app.name) else {
      let known = metric.dimensions.joined(separator: ", ")
      throw UnusableDriver(
        "metric \"\(metric.name)\" is not told apart by app, so nothing can be divided by it; import "
          + "it with a column `app` (it has \(known.isEmpty ? "one value a day" : known))"
      )
    }
    var values: [Day: [String: FixedDecimal]] = [:]
    for point in metric.points {
      let app = point.key[place]
      let sum = values[point.day]?[app] ?? .zero
      values[point.day, default: [:]][app] = try sum + point.value
    }
    self.init(name: "metric \(metric.name)", unit: metric.name, values: values)
  }
}

extension UsageTable {
  /// The units of the quantities that are known; the lines may have more.
  fileprivate var countedUnits: Set<String> {
    var units: Set<String> = []
    for row in 0..<count where quantities[row] != nil {
      if let unit = lines[Int(lineOf[row])].unit { units.insert(unit) }
    }
    return units
  }
}

extension UsageFilter {
  /// The conditions in one line, for ledgers: `provider=puter and service=a or b`.
  package var text: String {
    conditions.map { condition in
      "\(condition.dimension.name)=\(condition.patterns.map(\.text).joined(separator: " or "))"
    }.joined(separator: " and ")
  }
}
