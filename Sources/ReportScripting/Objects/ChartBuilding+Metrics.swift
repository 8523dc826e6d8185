import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

extension ChartBuilding {
  /// The days that values stand for, where they are days that follow each other.
  func consecutiveDays(_ values: [LuaValue]) -> [Day]? {
    let days = values.compactMap { value in
      if case .object(let object as DayObject) = value { object.day } else { nil }
    }
    guard days.count == values.count, let first = days.first else { return nil }
    return days == Array(first..<first.advanced(by: days.count)) ? days : nil
  }

  /// One line a metric, day by day.
  func fill(_ draft: inout ChartDraft, withMetrics data: [LuaValue]) throws(HostError) {
    var days: Range<Day>?
    for (index, value) in data.enumerated() {
      guard case .object(let metric as MetricObject) = value else {
        throw HostError("entry \(index + 1): expected another metric, got \(describe(value))")
      }
      guard days ?? metric.days == metric.days else {
        throw HostError("entry \(index + 1): the metrics are of different days")
      }
      days = metric.days
      draft.plot.series.append(
        ChartSeries(metric.metric.name, values: metric.points.map(\.value))
      )
    }
    draft.plot.axis = .days(days.map(Array.init) ?? [])
    // The lines are called like what they count.
    draft.unit = .count("")
    if draft.title.isEmpty { draft.title = draft.plot.series.map(\.name).joined(separator: ", ") }
  }
}
