import ReportScripting
import UsageModel

/// Made-up usage with made-up metrics and allowances beside it.
struct MetricData: ScriptData {
  var usage = MadeUpData()
  /// The metrics, with the moment from which they are known.
  var known: [(learntAt: Timestamp, metric: MetricSeries)] = [(.distantPast, MetricData.users)]
  var allowances: [AllowanceSeries] = []

  func answer(_ query: UsageQuery) -> UsageAnswer { usage.answer(query) }

  func allowances(since start: Timestamp, asOf moment: Timestamp) -> [AllowanceSeries] {
    MadeUpData(allowances: allowances).allowances(since: start, asOf: moment)
  }

  func metrics(asOf moment: Timestamp) -> [String] {
    Set(known.filter { $0.learntAt <= moment }.map(\.metric.name)).sorted()
  }

  func metric(named name: String, on days: Range<Day>, asOf moment: Timestamp) -> MetricSeries? {
    known.last { $0.learntAt <= moment && $0.metric.name == name }.map { entry in
      MetricSeries(
        name: name,
        dimensions: entry.metric.dimensions,
        points: entry.metric.points.filter { days.contains($0.day) }
      )
    }
  }

  /// October and November to the 21st: 100 users of Shop a day and 0.5 of Wallet; nothing is known of 5 November.
  static let users = MetricSeries(
    name: "users",
    dimensions: ["app"],
    points: (0..<52).filter { $0 != 35 }.flatMap { day in
      let day = Month(year: 2026, month: 10).start.advanced(by: day)
      return [
        MetricPoint(day: day, key: ["Shop"], value: 100),
        MetricPoint(day: day, key: ["Wallet"], value: FixedDecimal("0.5") ?? 0),
      ]
    }
  )
}
