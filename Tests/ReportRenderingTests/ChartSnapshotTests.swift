import ReportDocument
import ReportRendering
import Testing
import UsageModel

@Suite struct ChartSnapshotTests {
  private static func chart(
    _ kind: Chart.Kind,
    _ series: [ChartSeries],
    count: Int = 20,
    levels: [ChartLevel] = []
  ) -> Chart {
    Chart(
      kind,
      title: "Daily spend",
      unit: .money("USD"),
      axis: .days(Samples.days(count)),
      series: series,
      levels: levels
    )
  }

  private static let one = ChartSeries("Spend", values: Samples.daily)

  private static let three: [ChartSeries] = [
    one,
    ChartSeries("Helius", values: (0..<20).map { $0 == 8 || $0 == 9 ? nil : FixedDecimal($0 * 3) }),
    ChartSeries("October", values: (0..<20).map { FixedDecimal(150 + $0) }, isReference: true),
  ]

  static let cases: [(name: String, chart: Chart)] =
    Chart.Kind.allCases.flatMap { kind in
      [
        (
          "\(kind)-one",
          chart(kind, [one], levels: [ChartLevel("Budget", value: 160)])
        ),
        ("\(kind)-gaps", chart(kind, three)),
        (
          "\(kind)-negative",
          chart(kind, [ChartSeries("Net", values: [5, -3, nil, -8, 4])], count: 5)
        ),
        ("\(kind)-point", chart(kind, [ChartSeries("Spend", values: [5])], count: 1)),
        ("\(kind)-zero", chart(kind, [ChartSeries("Spend", values: [0, 0, 0])], count: 3)),
        ("\(kind)-nothing", chart(kind, [ChartSeries("Spend", values: [nil, nil])], count: 2)),
        (
          "\(kind)-extreme",
          chart(kind, [ChartSeries("Spend", values: ChartSamples.extremes)], count: 4)
        ),
      ]
    } + [
      (
        "names",
        Chart(
          .bars,
          title: "By app",
          unit: .count("requests"),
          axis: .labels(["Atlas", "A name that is far too long to be shown", "Beacon"]),
          series: [
            ChartSeries("October", values: [1, 2, 3]),
            ChartSeries("November", values: [2, 2, 300_000]),
          ],
          height: 160,
          note: "A note.",
          description: "Said by the script."
        )
      ),
      (
        "many-series",
        Chart(
          .stacked,
          title: "By provider",
          unit: .money("USD"),
          axis: .days(Samples.days(3)),
          series: (1...9).map { number in
            ChartSeries(
              "Series \(number)",
              values: [FixedDecimal(number), 1, FixedDecimal(number)]
            )
          }
        )
      ),
      (
        "year",
        Chart(
          .area,
          title: "A year",
          unit: .money("USD"),
          axis: .days(Samples.days(365)),
          series: [ChartSeries("Spend", values: (0..<365).map { FixedDecimal($0 % 31) })]
        )
      ),
    ] + ChartSamples.burnUps + ChartSamples.fans + ChartSamples.calendars + ChartSamples.flows
    + ChartSamples.sparklines

  @Test(arguments: cases.indices)
  func `each chart looks the same in HTML`(index: Int) throws {
    let (name, chart) = Self.cases[index]
    let html = HTMLRenderer().render(Samples.document([.chart(chart)]))
    try expectSnapshot(html.withoutStylesheet, named: "chart-\(name).html")
  }

  @Test(arguments: cases.indices)
  func `each chart looks the same in Markdown`(index: Int) throws {
    let (name, chart) = Self.cases[index]
    try expectSnapshot(
      MarkdownRenderer().render(Samples.document([.chart(chart)])),
      named: "chart-\(name).md"
    )
  }

  @Test(arguments: cases.indices)
  func `no coordinate is broken`(index: Int) {
    let html = HTMLRenderer().render(Samples.document([.chart(Self.cases[index].chart)]))
    for broken in ["nan", "inf\"", "\"-0\"", "e-0", "NaN"] {
      #expect(!html.withoutStylesheet.contains(broken))
    }
  }

  @Test func `extremes draw too`() {
    let huge = FixedDecimal(units: .max)
    let tiny = FixedDecimal(units: 1)
    for kind in Chart.Kind.allCases {
      for values in [[huge, huge], [tiny, huge], [tiny, tiny], [huge.negated, huge]] {
        let chart = Self.chart(kind, [ChartSeries("x", values: values)], count: 2)
        let html = HTMLRenderer().render(Samples.document([.chart(chart)]))
        #expect(html.contains("<svg role=\"img\""))
        #expect(!MarkdownRenderer().render(Samples.document([.chart(chart)])).isEmpty)
      }
    }
  }
}
