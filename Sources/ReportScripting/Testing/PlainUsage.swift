import UsageModel

/// Usage that a test gives as plain rows, answered as a store would.
struct PlainUsage: ScriptData {
  /// The records, in the order of the rows.
  var records: [UsageRecord] = []
  /// The allowances, by source, then by name.
  var series: [AllowanceSeries] = []
  /// The metrics, by name.
  var metrics: [MetricSeries] = []
  /// What was invoiced.
  var invoices: [Invoice] = []

  /// The records that a query asks for; what is not asked about is added up.
  ///
  /// Rows have no history, so the moment of the query does not matter.
  func answer(_ query: UsageQuery) throws -> UsageAnswer {
    for condition in query.filter.conditions { try check(condition, of: query.filter) }
    let asked = query.dimensions.map { $0.union(query.filter.dimensions) }
    var sums: [UsageRecord: Int] = [:]
    var found: [UsageRecord] = []
    for record in records where query.days.contains(record.day) && query.filter.accepts(record) {
      let record = asked.map(record.told(by:)) ?? record
      if let place = sums[record.withoutAmounts] {
        try found[place].add(record)
      } else {
        sums[record.withoutAmounts] = found.count
        found.append(record)
      }
    }
    let sources = Set(records.map(\.source))
    // Sorting keeps the order of the rows within a day and source.
    let order = found.indices.sorted {
      (found[$0].day, found[$0].source, $0) < (found[$1].day, found[$1].source, $1)
    }
    return UsageAnswer(
      records: order.map { found[$0] },
      coverage: sources.isEmpty ? nil : 1,
      coverageBySource: Dictionary(uniqueKeysWithValues: sources.map { ($0, 1) })
    )
  }

  /// The points of the allowances since a moment.
  func allowances(since start: Timestamp, asOf moment: Timestamp) -> [AllowanceSeries] {
    series.compactMap { series in
      var series = series
      series.points.removeAll { $0.observedAt < start || $0.learntAt > moment }
      return series.points.isEmpty ? nil : series
    }
  }

  /// The names of the metrics; like rows of usage, they have no history.
  func metrics(asOf moment: Timestamp) -> [String] { metrics.map(\.name) }

  /// The values of a metric on some days.
  func metric(named name: String, on days: Range<Day>, asOf moment: Timestamp) -> MetricSeries? {
    metrics.first { $0.name == name }.map { metric in
      MetricSeries(
        name: name,
        dimensions: metric.dimensions,
        points: metric.points.filter { days.contains($0.day) }
      )
    }
  }

  /// No terms but invoices: rows say themselves what they cost.
  func terms(asOf moment: Timestamp) -> Terms { Terms(invoices: invoices) }

  /// Refuses a condition on what a source tells nothing of, as the store does: leaving the source out would be
  /// wrong without a word.
  private func check(
    _ condition: UsageFilter.Condition,
    of filter: UsageFilter
  ) throws(UnanswerableQuery) {
    guard condition.dimension.dependsOnFacet else { return }
    let fixed = UsageFilter(
      filter.conditions.filter { [.source, .provider].contains($0.dimension) }
    )
    let asked = Dictionary(grouping: records.filter(fixed.accepts), by: \.source)
    for (source, records) in asked.sorted(by: { $0.key < $1.key })
    where records.allSatisfy({ $0[condition.dimension] == ReservedName.notBrokenDown }) {
      throw UnanswerableQuery(
        "source \(source) cannot be filtered by \(condition.dimension.name): no row of it has one; "
          + "leave it out with another condition, such as a provider or source"
      )
    }
  }
}

extension UsageRecord {
  /// The record as an answer by some dimensions tells it.
  fileprivate func told(by dimensions: Set<UsageDimension>) -> UsageRecord {
    let none = ReservedName.notBrokenDown
    var record = self
    if !dimensions.contains(.app) && !dimensions.contains(.appID) {
      (record.app, record.appID) = (none, none)
    }
    let services: Set<UsageDimension> = [.service, .category, .meter]
    if dimensions.isDisjoint(with: services) {
      (record.service, record.category, record.meter) = (none, none, none)
    }
    return record
  }

  /// What tells records apart that are not added up.
  fileprivate var withoutAmounts: UsageRecord {
    var record = self
    (record.quantity, record.requests, record.billed, record.effective) = (nil, nil, nil, nil)
    record.native = native.map { Money(0, $0.currency) }
    return record
  }

  fileprivate mutating func add(_ other: UsageRecord) throws(ArithmeticOverflow) {
    quantity = try Self.sum(quantity, other.quantity)
    requests = try Self.sum(requests, other.requests)
    billed = try Self.sum(billed, other.billed)
    effective = try Self.sum(effective, other.effective)
    if let first = native, let second = other.native {
      native = Money(try first.amount + second.amount, first.currency)
    }
  }

  /// The sum of what is known.
  private static func sum(
    _ first: FixedDecimal?,
    _ second: FixedDecimal?
  ) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard let first, let second else { return first ?? second }
    return try first + second
  }
}
