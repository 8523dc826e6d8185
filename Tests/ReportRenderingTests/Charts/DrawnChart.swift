import ReportDocument
import UsageModel

@testable import ReportRendering

/// What is read back from a drawn chart.
struct DrawnChart {
  let svg: String

  /// The chart's picture; nil where it has none.
  init?(_ chart: Chart) {
    let html = HTMLRenderer().render(Samples.document([.chart(chart)])).withoutStylesheet
    guard let start = html.firstRange(of: "<svg role=\"img\"") else { return nil }
    let rest = html[start.lowerBound...]
    guard let end = rest.firstRange(of: "</svg></div>") else { return nil }
    svg = String(rest[..<end.lowerBound])
  }

  /// The height of the plot.
  var height: Double {
    svg.firstMatch(of: #/ height="([0-9.]+)">/#).flatMap { Double($0.1) } ?? 0
  }

  /// The points of all paths: the width is 1000.
  var points: [(x: Double, y: Double)] {
    svg.matches(of: #/ d="([^"]*)"/#).flatMap { path -> [(x: Double, y: Double)] in
      path.1.matches(of: #/(-?[0-9.]+),(-?[0-9.]+)/#).compactMap { pair in
        guard let x = Double(pair.1), let y = Double(pair.2) else { return nil }
        return (x, y)
      }
    }
  }

  /// The rectangles' upper and lower ends.
  var columns: [(top: Double, bottom: Double)] {
    svg.matches(of: #/<rect [^>]*width="[0-9.]+%" y="(-?[0-9.]+)" height="([0-9.]+)"/#).compactMap {
      guard let top = Double($0.1), let height = Double($0.2) else { return nil }
      return (top, top + height)
    }
  }

  /// The numbers of all attributes that are coordinates.
  var numbers: [Substring] {
    svg.matches(of: #/ (?:x|y|x1|x2|y1|y2|cx|cy|width|height|d)="([^"]*)"/#).flatMap { attribute in
      attribute.1.matches(of: #/-?[0-9.e]+|nan|inf/#).map(\.0)
    }
  }

  /// The labels of lines and points, as boxes for a width of the plot; a wide font is taken for granted.
  func labels(width: Double) -> [PlotObstacles.Box] {
    svg.matches(
      of:
        #/<text class="lb([^"]*)" x="([0-9.]+)%"(?: dx="(-?[0-9.]+)")? y="([0-9.]+)">(.*?)<\/text>/#
    )
    .compactMap { text in
      guard let share = Double(text.2), let y = Double(text.4) else { return nil }
      let letters = text.5.replacing(#/<[^>]*>/#, with: "").count
      let length = Double(letters) * 7.5
      let x = share / 100 * width + (text.3.flatMap { Double($0) } ?? 0)
      let classes = text.1.split(separator: " ")
      let left = classes.contains("e") ? x - length : classes.contains("m") ? x - length / 2 : x
      return .init(left: left, right: left + length, top: y - 10, bottom: y + 3)
    }
  }
}
