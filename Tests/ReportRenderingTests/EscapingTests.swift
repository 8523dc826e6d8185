import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct EscapingTests {
  static let corpus = InjectionCorpus.essential

  /// A report with the text in every position there is.
  ///
  /// Some of them make the text shorter or another one: a chart cuts names, a mark has eight characters, and
  /// the name of a currency is looked up. `isWhole` leaves those positions out.
  static func document(_ text: String, isWhole: Bool = false) -> ReportDocument {
    let table = Table(
      caption: text,
      columns: [Column(text), Column(text, hasBar: true), Column(text)],
      rows: [
        Row([.text(text), Samples.money("1"), .series([1, 2])], swatch: 0),
        Row([
          .text(text), .money(Money(1, isWhole ? "USD" : text)),
          .marked(.quantity(1, unit: text), isWhole ? "†" : text),
        ]),
      ],
      total: Row([.text(text)])
    )
    let grouped = Table(
      columns: [
        Column(text), Column(text), Column(text, hasBar: true), Column(text, hasBar: true),
      ],
      rows: [
        Row([.text(text)], style: .group),
        Row([.text(text), .text(text), .number(1), .number(2)]),
        Row([.text(text), .text(text), .number(3), .unknown], style: .folded),
      ]
    )
    let axes: [ChartAxis] = [.labels([text, text]), .days(Samples.days(2))]
    let charts = Chart.Kind.allCases.enumerated().map { index, kind in
      Block.chart(
        Chart(
          kind,
          title: text,
          unit: .count(text),
          axis: axes[index % 2],
          series: [
            ChartSeries(text, values: [1, 2]),
            ChartSeries(text, values: [2, 1], isReference: true),
          ],
          levels: [ChartLevel(text, value: 1)],
          note: text,
          description: text
        )
      )
    }
    let words: [Inline] = [
      .text(text), .emphasis([.text(text)]), .strong([.text(text)]), .code(text),
    ]
    let blocks: [Block] = [
      .heading(Heading(text)), .paragraph(words), .notice(Notice(.note, words)),
      .notice(Notice(.caution, [.strong([.text(text)]), .text(text)])), .table(grouped),
      .list(BulletList(items: [.init(words, sublist: BulletList(items: [.init(words)]))])),
      .figures([
        Figure(
          text,
          .text(text),
          before: .text(text),
          range: .init(low: .text(text), high: .text(text)),
          note: text
        )
      ]),
      .table(table), .section(Section(text, blocks: [.details(Details(text, blocks: []))])),
      .columns([[.paragraph(words)]]), .code(CodeBlock(text, language: text)),
    ]
    let empty: [Block] = [
      .chart(
        Chart(.line, title: text, unit: .money(text), axis: .labels([text]), series: [])
      )
    ]
    return ReportDocument(
      title: text,
      subtitle: text,
      eyebrow: text,
      periodNote: text,
      currency: isWhole ? nil : text,
      summary: text,
      blocks: isWhole ? blocks : blocks + empty + charts,
      footer: [text]
    )
  }

  @Test(arguments: corpus)
  func `no text becomes markup in HTML`(text: String) throws {
    let tags = Set(Self.tags(in: HTMLRenderer().render(Self.document("harmless"))))
    let html = HTMLRenderer().render(Self.document(text))
    for tag in Self.tags(in: html) where !tags.contains(tag) {
      // Only what a text is put into may differ: numbers, and labels between quotes.
      #expect(tags.contains { Self.shape($0) == Self.shape(tag) }, "\(tag)")
    }
    #expect(!html.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    #expect(!html.unicodeScalars.contains { (0x2066...0x2069).contains($0.value) })
    #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    #expect(!html.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
  }

  @Test(arguments: corpus)
  func `no text becomes markup in Markdown`(text: String) {
    let markdown = MarkdownRenderer().render(Self.document(text))
    var isFenced = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isFenced.toggle()
        continue
      }
      guard !isFenced, !line.hasPrefix("<details>"), line != "</details>" else { continue }
      let bare = Self.withoutCode(String(line))
      #expect(!bare.contains("<"), "\(line)")
      #expect(!bare.contains("]("), "\(line)")
      #expect(!bare.contains("@t") && !bare.contains("#1"), "\(line)")
      #expect(!bare.contains("://") && !bare.contains("www."), "\(line)")
      #expect(!bare.hasPrefix("- l") && !bare.hasPrefix("1. n"))
    }
  }

  @Test func `a cell stays one cell`() {
    for text in Self.corpus {
      let markdown = MarkdownRenderer().render(
        Samples.document([
          .table(
            Table(
              columns: [Column(text), Column(text)],
              rows: [Row([.text(text), .text(text)])]
            )
          )
        ])
      )
      let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
      #expect(rows.count == 3)
      for row in rows {
        let bars = Self.withoutCode(String(row)).replacing("\\\\", with: "").replacing(
          "\\|",
          with: ""
        )
        .count { $0 == "|" }
        #expect(bars == 3, "\(row)")
      }
    }
  }

  @Test func `HTML entities and direction overrides`() {
    #expect(HTMLText.escaped("a & < > \" '") == "a &amp; &lt; &gt; &quot; &#39;")
    #expect(HTMLText.escaped("x\u{202E}y\u{0}z\n") == "xyz\n")
    #expect(HTMLText.escaped("héllo → 世界") == "héllo → 世界")
  }

  @Test(arguments: [
    (
      "*a* _b_ [c] <d> |e| ~f~ `g` \\",
      "\\*a\\* \\_b\\_ \\[c\\] \\<d\\> \\|e\\| \\~f\\~ \\`g\\` \\\\"
    ),
    ("@team and a@b", "@\u{200B}team and a@\u{200B}b"), ("#12 # x", "\\#\u{200B}12 \\# x"),
    ("&amp; & &x &#60;", "&amp;amp; & &x &\\#\u{200B}60;"), ("a\nb", "a b"),
    ("https://x", "https:\u{200B}//x"), ("www.x", "www\u{200B}.x"), ("GH-12", "GH-\u{200B}12"),
    (":rocket: 06:00:00", ":\u{200B}rocket: 06:00:00"),
  ])
  func `Markdown signs get a backslash`(text: String, expected: String) {
    #expect(MarkdownText.escaped(text) == expected)
  }

  @Test(arguments: [
    ("- a", "\\- a"), ("+ a", "\\+ a"), ("1. a", "1\\. a"), ("12) a", "12\\) a"),
    ("--- ", "\\--- "),
    ("1.5 times", "1.5 times"), ("-", "\\-"), ("= a", "\\= a"), ("  x", "x"), ("1", "1"),
    (":--", "\\:--"), (": a", ": a"),
  ])
  func `nothing at the start of a line begins a list`(text: String, expected: String) {
    #expect(MarkdownText.escapedAtLineStart(text) == expected)
  }

  @Test(arguments: [
    ("$5–$6", "$5–$6"), ("$5", "$5"), ("$x$", "\\$x$"), ("$x + $y$ z", "\\$x + \\$y$ z"),
    ("costs $ 5 and $", "costs $ 5 and $"), ("`$x$` $5", "`$x$` $5"), ("$5 or 6$", "\\$5 or 6$"),
  ])
  func `dollars are escaped only where a formula could form`(text: String, expected: String) {
    #expect(MarkdownText.withoutMath(text) == expected)
  }

  @Test func `long cells are cut, with the whole text in a title`() {
    let long = String(repeating: "x", count: 300)
    let table = Table(columns: [Column("a"), Column("b")], rows: [Row([.text("r"), .text(long)])])
    let html = HTMLRenderer().render(Samples.document([.table(table)]))
    #expect(html.contains("title=\"\(long)\""))
    #expect(html.contains("<bdi>\(long.prefix(199))…</bdi>"))
  }

  private static func tags(in html: String) -> [String] {
    html.withoutStylesheet.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" }) }
  }

  /// A tag without what stands between quotes, and without digits.
  private static func shape(_ tag: String) -> String {
    tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "\"")
      .filter { !$0.isNumber }
  }

  /// A line without its code spans.
  private static func withoutCode(_ line: String) -> String {
    var result = ""
    var rest = Substring(line)
    while let sign = rest.popFirst() {
      if sign == "\\", let next = rest.popFirst() {
        result +=
          next == "<" || next == "|" || next == "`" || next == "[" || next == "]" ? "" : "\\\(next)"
      } else if sign == "`" {
        let fence = "`" + rest.prefix { $0 == "`" }
        rest = rest.drop { $0 == "`" }
        if let end = rest.firstRange(of: fence) { rest = rest[end.upperBound...] }
      } else {
        result.append(sign)
      }
    }
    return result
  }
}
