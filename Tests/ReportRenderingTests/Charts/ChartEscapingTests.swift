import ReportDocument
import ReportRendering
import Testing
import UsageModel

@Suite struct ChartEscapingTests {
  private static let hostile = "<script>\"'&|`x`\n| # @a </td><b>"

  private static let charts: [Chart] = {
    let level = ChartLevel(hostile, value: 4)
    let forecast = ChartForecast([.init(5, likely80: 4...6, likely95: 3...7)])
    let contents: [Chart.Content] = [
      .burnUp(
        .init(
          days: ChartSamples.november,
          totals: [1, nil, 3],
          forecast: forecast,
          earlier: ChartSeries(hostile, values: [1, 2, 3]),
          budget: level
        )
      ),
      .fan(
        .init(
          first: Samples.firstDay,
          actual: [.complete(1), .incomplete(2, lacking: 1)],
          forecast: forecast,
          levels: [level]
        )
      ),
      .calendar(.init(first: Samples.firstDay, actual: [.complete(1)], upcoming: [2, nil])),
      .flow(
        .init(
          [
            .init(from: hostile, to: hostile, amount: 5),
            .init(from: hostile, to: "credit", amount: -5),
          ],
          receivers: hostile
        )
      ),
      .sparkline(
        .init(
          axis: .labels([hostile, hostile]),
          series: ChartSeries(hostile, values: [1, 2])
        )
      ),
    ]
    return contents.flatMap { content in
      [ChartUnit.money("USD"), .money(hostile), .count(hostile)].map { unit in
        Chart(title: hostile, unit: unit, note: hostile, description: nil, content)
      }
    }
  }()

  @Test(arguments: charts.indices)
  func `no name becomes markup in HTML`(index: Int) {
    let document = Samples.document([.chart(Self.charts[index])])
    let html = HTMLRenderer().render(document).withoutStylesheet
    #expect(html.contains("&lt;script&gt;"))
    #expect(!html.contains("<script") && !html.contains("</td><b>"))
  }

  @Test(arguments: charts.indices)
  func `no name becomes markup in Markdown`(index: Int) {
    let document = Samples.document([.chart(Self.charts[index])])
    let text = MarkdownRenderer().render(document)
    #expect(text.contains("\\<script"))
    #expect(!text.replacing("\\<", with: "").contains("<script"))
    let tables = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    // A sign for cells inside a name would make more of them.
    let counts = Set(tables.map { row in row.replacing("\\|", with: "").count { $0 == "|" } })
    #expect(counts.count <= 2)
  }
}
