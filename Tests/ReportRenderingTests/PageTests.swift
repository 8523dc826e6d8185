import ReportDocument
import ReportRendering
import Testing
import UsageModel

@Suite struct PageTests {
  @Test func `forbids everything but its own style`() {
    let html = HTMLRenderer().render(Samples.document([]))
    #expect(
      html.contains(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""
      )
    )
    #expect(html.split(separator: "<style").count == 2)
    #expect(!html.contains("<script"))
    #expect(!html.contains("<link"))
    #expect(html.contains("<html lang=\"en\">"))
  }

  @Test func `gives the same bytes again, with ids of its own`() {
    let document = Samples.document(ChartSnapshotTests.cases.map { .chart($0.chart) })
    let html = HTMLRenderer().render(document)
    #expect(html == HTMLRenderer().render(document))
    let ids = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(ids.count > 10)
    #expect(Set(ids).count == ids.count)
  }

  @Test func `parts add up to the total that is shown`() {
    let markdown = MarkdownRenderer().render(Samples.document([.table(Samples.providers)]))
    // 1243.184 + 612.404 + 9.704 = 1865.292: rounding each alone would give 1865.28.
    #expect(markdown.contains("**$1,243.19**"))
    #expect(markdown.contains("**$1,865.29**"))
  }

  @Test func `an ordinary report is small`() {
    let blocks: [Block] = [
      .figures(Samples.figures), .table(Samples.providers), .table(Samples.matrix),
      .chart(ChartSnapshotTests.cases[0].chart), .chart(ChartSnapshotTests.cases[6].chart),
    ]
    #expect(HTMLRenderer().render(Samples.document(blocks)).utf8.count < 100_000)
  }

  @Test func `ten thousand rows are all there`() {
    let rows = (0..<10_000).map { number in
      Row([.text("app \(number)"), Samples.money("\(number).25"), .number(FixedDecimal(number))])
    }
    let table = Table(
      columns: [Column("App"), Column("Spend"), Column("Requests")],
      rows: rows,
      total: Row([.text("Total"), Samples.money("49997500")])
    )
    let document = Samples.document([.table(table)])
    #expect(HTMLRenderer().render(document).utf8.count > 500_000)
    #expect(MarkdownRenderer().render(document).utf8.count > 300_000)
  }
}
