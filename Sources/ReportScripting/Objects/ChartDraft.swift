import ReportDocument
import UsageAnalysis
import UsageModel

/// A chart while its data is read: series along an axis, which most kinds begin with.
struct ChartDraft {
  var title: String
  var unit: ChartUnit
  var plot: Chart.Plot

  init(_ kind: Chart.Kind, title: String?, unit: ChartUnit) {
    self.title = title ?? ""
    self.unit = unit
    plot = Chart.Plot(kind, axis: .labels([]), series: [])
  }
}

extension SeriesMeasure {
  /// The measure at the start of a title.
  var title: String {
    switch self {
    case .cost: "Cost"
    case .requests: "Requests"
    }
  }
}
