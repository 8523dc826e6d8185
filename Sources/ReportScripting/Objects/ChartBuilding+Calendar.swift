import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

extension ChartBuilding {
  /// The most days of a calendar: three years and a bit.
  private static let calendarDays = 1100

  /// The chart of `chart.heatmap { … }`.
  func heatMap() throws -> Chart {
    let (data, first) = try data()
    guard data.count == 1 else { throw HostError("a calendar has one frame or series only") }
    let owner = "entry 1: "
    var unit = unit(of: measure)
    var title = "By day"
    var upcoming = 0
    let points: [SeriesPoint]
    switch first {
    case .object(let object as FrameObject):
      points = try object.points(measure, by: .day)
      title = "Daily \(measure.rawValue), \(object.frame.period.label)"
      // Of a period that runs, the days to come are boxes.
      upcoming = max(0, object.frame.days.upperBound.distance(to: object.frame.period.stop))
    case .object(let object as SeriesObject):
      points = object.points
      unit = self.unit(of: object.measure)
    case .object(let object as MetricObject):
      points = object.points
      unit = .count(object.metric.name)
    default:
      throw HostError("\(owner)expected a frame, series or metric, got \(describe(first))")
    }
    if case .object(is FrameObject) = first {
    } else if arguments.textOption("measure") != nil {
      throw HostError("option \"measure\" goes with a frame, not with \(describe(first))")
    }
    let days = try consecutive(points, as: owner)
    let count = days.amounts.count + upcoming
    guard count <= Self.calendarDays else {
      throw HostError("\(owner)a calendar has at most \(Self.calendarDays) days, got \(count)")
    }
    let calendar = Chart.Calendar(
      first: days.first,
      actual: days.amounts,
      upcoming: [FixedDecimal?](repeating: nil, count: upcoming)
    )
    return chart(titled: title, unit, .calendar(calendar))
  }
}
