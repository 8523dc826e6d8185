import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct ChartTableTests {
  @Test func `every amount of a chart is in its table`() {
    for (name, chart) in ChartSamples.all where !name.hasPrefix("flow") {
      let table = ChartTable(chart, format: .englishUS).table
      let amounts = table.rows.flatMap(\.cells).compactMap(\.amount)
      for amount in chart.series.flatMap(\.values).compactMap(\.self) {
        // What is expected is told with as many decimals as the axis has.
        #expect(amounts.contains(amount) || name.hasPrefix("burnup-normal"), "\(name): \(amount)")
      }
    }
  }

  @Test func `the rows of a flow add up to its total, credits with them`() throws {
    for (name, chart) in ChartSamples.flows {
      let table = ChartTable(chart, format: .englishUS).table
      guard let total = table.total else { continue }
      for column in 1..<table.columns.count where column != 2 {
        let parts = table.rows.compactMap { $0.cell(column).amount }
        #expect(try FixedDecimal.sum(of: parts) == total.cell(column).amount, "\(name)")
      }
      let whole = try FixedDecimal.sum(of: chart.series.flatMap(\.values).compactMap(\.self))
      #expect(total.cell(1).amount == whole)
    }
  }

  @Test func `series beyond 64 are added up, and the table says so`() throws {
    let series = (1...70).map { ChartSeries("s\($0)", values: [FixedDecimal($0), nil]) }
    let chart = Chart(
      .line,
      title: "Many",
      unit: .count("requests"),
      axis: .days(Samples.days(2)),
      series: series
    )
    let data = ChartTable(chart, format: .englishUS)
    #expect(data.table.columns.count == 65)
    #expect(data.table.columns.last?.title == "Other (7)")
    #expect(data.table.rows[0].cells.last?.amount == FixedDecimal((64...70).reduce(0, +)))
    #expect(
      data.notes == ["A chart has 64 series at most; the last 7 are added up as Other."]
    )
    let html = HTMLRenderer().render(Samples.document([.chart(chart)]))
    #expect(html.contains("the last 7 are added up as Other."))
    let exact = Chart(
      .line,
      title: "Many",
      unit: .count("requests"),
      axis: .days(Samples.days(2)),
      series: Array(series.prefix(64))
    )
    #expect(ChartTable(exact, format: .englishUS).notes.isEmpty)
  }

  @Test func `a table without a picture stands for itself`() throws {
    let many = try #require(ChartSamples.flows.first { $0.name == "flow-many" }?.chart)
    let html = HTMLRenderer().render(Samples.document([.chart(many)])).withoutStylesheet
    #expect(!html.contains("<details>"))
    #expect(html.contains("<table"))
    #expect(DrawnChart(many) == nil)
  }
}
