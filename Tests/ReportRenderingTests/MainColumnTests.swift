import ReportDocument
import ReportRendering
import Testing

@Suite struct MainColumnTests {
  /// A comparison whose column `after` says what it is.
  private static func rendered(
    before: Bool? = nil,
    after: Bool? = nil
  ) -> (html: String, markdown: String) {
    let table = Table(
      columns: [
        Column("App"), Column("Before", isMain: before), Column("After", isMain: after),
      ],
      rows: [Row([.text("Atlas"), Samples.money("1"), Samples.money("2")])]
    )
    let document = Samples.document([.table(table)])
    return (HTMLRenderer().render(document), MarkdownRenderer().render(document))
  }

  @Test func `the second column is the main one if none says so`() {
    let (html, markdown) = Self.rendered()
    #expect(markdown.contains("| Atlas | **$1.00** | $2.00 |"))
    #expect(html.contains("<td class=\"b\">$1.00</td><td>$2.00</td>"))
  }

  @Test func `a column that says so is the only main one`() {
    let (html, markdown) = Self.rendered(after: true)
    #expect(markdown.contains("| Atlas | $1.00 | **$2.00** |"))
    #expect(html.contains("<td>$1.00</td><td class=\"b\">$2.00</td>"))
  }

  @Test func `there may be several or none`() {
    #expect(Self.rendered(before: true, after: true).markdown.contains("| **$1.00** | **$2.00** |"))
    #expect(Self.rendered(before: false).markdown.contains("| $1.00 | $2.00 |"))
    #expect(Self.rendered(after: false).markdown.contains("| **$1.00** | $2.00 |"))
  }
}
