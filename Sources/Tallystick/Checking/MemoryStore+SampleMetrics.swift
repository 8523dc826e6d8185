import UsageModel
import UsageStore

extension MemoryStore {
  /// Makes up values of the metrics that a store has: the same names and keys, and no number of the store's own.
  func addSampleMetrics(like store: any UsageStore, at moment: Timestamp) throws {
    let today = moment.utcDay
    let all = min(today, Day(daysSince1970: 0))..<today.advanced(by: 1)
    let days = (1...62).map { today.advanced(by: -$0) }
    for name in try store.metrics(asOf: moment) {
      guard let metric = try store.metric(named: name, on: all, asOf: moment) else { continue }
      let keys = Set(metric.points.map(\.key)).sorted { $0.lexicographicallyPrecedes($1) }
      let points = days.flatMap { day in
        keys.enumerated().map { place, key in
          MetricPoint(day: day, key: key, value: FixedDecimal(day.dayOfMonth * 10 + place))
        }
      }
      try importMetric(
        MetricSeries(name: name, dimensions: metric.dimensions, points: points),
        learntAt: moment.advanced(bySeconds: -1)
      )
    }
  }
}
