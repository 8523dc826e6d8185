import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

/// Laws of what is drawn, whatever the data is.
@Suite struct ChartGeometryTests {
  /// A number from 0 on, always the same for a seed and a place.
  private static func mixed(_ seed: Int, _ place: Int, below limit: Int) -> Int {
    (seed &* 7919 &+ place &* 104_729 &+ seed &* place &* 31) % 10_007 % limit
  }

  /// Charts of a burn-up and a fan with all sorts of days, budgets and forecasts.
  static func made(_ seed: Int) -> [Chart] {
    let days = (0..<mixed(seed, 1, below: 29)).map { day -> FixedDecimal? in
      let amount = mixed(seed, day + 10, below: 400)
      return amount % 9 == 0 ? nil : FixedDecimal(amount % 13 == 0 ? -amount : amount)
    }
    let totals = (try? Chart.BurnUp.totals(of: days)) ?? []
    let known = totals.compactMap(\.self).last?.approximation ?? 0
    let steps = (1...(30 - days.count)).map { Int(known) + $0 * mixed(seed, 3, below: 300) }
    let burnUp = Chart.BurnUp(
      days: ChartSamples.november,
      totals: totals,
      forecast: seed % 4 == 0
        ? nil : ChartSamples.forecast(around: steps, spread: mixed(seed, 4, below: 200)),
      earlier: seed % 3 == 0
        ? nil : ChartSeries("October", values: (1...31).map { FixedDecimal($0 * (seed % 250)) }),
      budget: seed % 5 == 0
        ? nil : ChartLevel("Budget", value: FixedDecimal(1 + mixed(seed, 5, below: 9000)))
    )
    let expected = (1...(1 + seed % 12)).map { mixed(seed, 50 + $0, below: 400) }
    let fan = Chart.Fan(
      first: Samples.firstDay,
      actual: days.enumerated().map { index, amount in
        guard let amount else { return .missing }
        return mixed(seed, index, below: 7) == 0
          ? .incomplete(amount, lacking: seed % 2 == 0 ? 20 : nil) : .complete(amount)
      },
      forecast: seed % 4 == 1
        ? nil : ChartSamples.forecast(around: expected, spread: mixed(seed, 6, below: 80)),
      levels: seed % 5 == 1
        ? [] : [ChartLevel("even pace", value: FixedDecimal(mixed(seed, 7, below: 300)))]
    )
    return [ChartSamples.burnUp(burnUp), ChartSamples.fan(fan)]
  }

  private static let samples = ChartSnapshotTests.cases.map(\.chart)

  @Test func `coordinates have two decimals at most and nothing odd`() throws {
    for chart in Self.samples + (0..<25).flatMap(Self.made) {
      guard let drawn = DrawnChart(chart) else { continue }
      for number in drawn.numbers {
        let decimals = number.split(separator: ".", omittingEmptySubsequences: false)
        #expect(Double(number)?.isFinite == true && number != "-0", "\(number)")
        #expect(decimals.count == 1 || (1...2).contains(decimals[1].count), "\(number)")
      }
    }
  }

  @Test func `lines, ranges and columns stay inside the plot`() throws {
    var count = 0
    for chart in Self.samples + (0..<60).flatMap(Self.made) {
      guard let drawn = DrawnChart(chart) else { continue }
      let height = drawn.height
      for point in drawn.points {
        #expect((0...1000).contains(point.x) && point.y >= 0 && point.y <= height)
      }
      for column in drawn.columns {
        #expect(column.top >= -1 && column.bottom <= height + 1)
      }
      count += drawn.points.count
    }
    #expect(count > 2000)
  }

  @Test func `no label covers another one`() throws {
    var count = 0
    for chart in ChartSamples.burnUps.map(\.chart) + ChartSamples.fans.map(\.chart)
      + (0..<80).flatMap(Self.made)
    {
      guard let drawn = DrawnChart(chart) else { continue }
      for width in [820.0, 560] {
        let labels = drawn.labels(width: width)
        for (index, label) in labels.enumerated() {
          #expect(
            !labels[..<index].contains { $0.meets(label) },
            "\(drawn.svg.suffix(2500)) at \(width)"
          )
        }
        count += labels.count
      }
    }
    #expect(count > 1000)
  }

  @Test func `each picture has a title and a description of its own`() throws {
    let charts = ChartSamples.all.map { Block.chart($0.chart) }
    let html = HTMLRenderer().render(Samples.document(charts)).withoutStylesheet
    let ids = html.matches(of: #/ id="([^"]*)"/#).map(\.1)
    #expect(Set(ids).count == ids.count)
    let pictures = html.matches(of: #/<svg [^>]*role="img" aria-labelledby="(\w+) (\w+)"/#)
    let others = html.matches(of: #/<svg role="img" aria-labelledby="(\w+) (\w+)"/#)
    for picture in pictures.map({ ($0.1, $0.2) }) + others.map({ ($0.1, $0.2) }) {
      #expect(html.contains("<title id=\"\(picture.0)\">"))
      #expect(html.contains("<desc id=\"\(picture.1)\">"))
    }
    #expect(others.count > 10)
  }
}
