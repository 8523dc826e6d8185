import ReportDocument
import ReportRendering
import Testing

@Suite struct BlockSnapshotTests {
  static let cases: [(name: String, blocks: [Block])] = [
    ("empty", []),
    (
      "text",
      [
        .heading(Heading("A heading", level: 3)),
        .paragraph(InlineMarkdown.parseInline("*a* **b** `c` [d](https://example.com) e")),
        .rule, .pageBreak,
        .code(CodeBlock("return 1 < 2\n", language: "lua")),
        .code(CodeBlock("```\nx", language: "no word")),
      ]
    ),
    (
      "list",
      [
        .list(
          BulletList(items: [
            .init([.text("one")]),
            .init(
              [.text("two")],
              sublist: BulletList(
                isOrdered: true,
                items: [.init([.text("a")]), .init([.text("b")])]
              )
            ),
          ])
        )
      ]
    ),
    (
      "notices",
      Notice.Kind.allCases.map { .notice(Notice($0, [.text("Read this.")])) }
        + [.notice(Notice(.caution, InlineMarkdown.parseInline("**Limit.** Passed.")))]
    ),
    ("figures", [.figures(Samples.figures)]),
    ("figures-few", [.figures(Array(Samples.figures.prefix(2)))]),
    ("table", [.table(Samples.providers)]),
    ("table-matrix", [.table(Samples.matrix)]),
    ("table-changes", [.table(Samples.changes)]),
    ("table-units", [.table(Samples.units)]),
    ("table-groups", [.table(Samples.groups)]),
    ("table-repeated", [.table(Samples.repeated)]),
    ("table-long", [.table(Samples.longNames)]),
    ("table-empty", [.table(Table(columns: [Column("App")], rows: []))]),
    (
      "nesting",
      [
        .section(
          Section(
            "One",
            blocks: [
              .section(Section("Two", blocks: [.paragraph([.text("deep")])])),
              .details(Details("More", blocks: [.table(Samples.matrix)])),
              .columns([[.paragraph([.text("left")])], [.paragraph([.text("right")])]]),
            ]
          )
        )
      ]
    ),
  ]

  @Test(arguments: cases.indices)
  func `each block looks the same in HTML`(index: Int) throws {
    let (name, blocks) = Self.cases[index]
    let html = HTMLRenderer().render(Samples.document(blocks))
    try expectSnapshot(html.withoutStylesheet, named: "\(name).html")
  }

  @Test(arguments: cases.indices)
  func `each block looks the same in Markdown`(index: Int) throws {
    let (name, blocks) = Self.cases[index]
    try expectSnapshot(
      MarkdownRenderer().render(Samples.document(blocks)),
      named: "\(name).md"
    )
  }

  @Test func `the style sheet is the same`() throws {
    let html = HTMLRenderer().render(Samples.document([]))
    let parts = html.split(separator: "style>", maxSplits: 2)
    try expectSnapshot(String(try #require(parts.dropFirst().first)), named: "stylesheet.css")
  }
}

extension String {
  /// A page without its style sheet, so that a snapshot shows what its case is about.
  var withoutStylesheet: String {
    guard let start = firstRange(of: "<style>"), let end = firstRange(of: "</style>") else {
      return self
    }
    return String(self[..<start.upperBound] + self[end.lowerBound...])
  }
}
