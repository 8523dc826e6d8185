import ReportDocument
import ReportRendering
import TestSupport
import Testing

@Suite struct ThemeTests {
  @Test(arguments: [
    ("#0b5c9c", "#0b5c9c"), ("#ABCDEF", "#abcdef"), ("#05c", "#0055cc"), ("#05cc", nil),
    ("0b5c9c", nil), ("#0b5c9g", nil), ("red", nil), ("#fff;}", nil), ("", nil), ("#", nil),
    ("#１２３", nil), ("url(x)", nil),
  ])
  func `a colour is a colour`(text: String, expected: String?) {
    #expect(ThemeColor(text)?.text == expected)
  }

  @Test(arguments: [
    "Inter", "Segoe UI, Roboto, sans-serif", "'Noto Sans', \"Source Sans 3\"", "游ゴシック, serif",
  ])
  func `names of fonts are names`(text: String) {
    #expect(FontList(text) != nil)
  }

  @Test(arguments: [
    "", ",", "Inter,", "</style><script>", "x;}body{display:none", "url(https://evil.example)",
    "a\"b", "a\\b", "a\nb", "@import", "expression(1)", "/* x */", "\u{202E}x",
  ])
  func `what could end a style sheet is no name of a font`(text: String) {
    #expect(FontList(text) == nil)
  }

  @Test func `a theme changes tokens, and nothing else`() throws {
    let theme = try Theme(
      accent: ThemeColor("#7a1f5c"),
      font: FontList("Inter, sans-serif"),
      codeFont: FontList("Fira Code, monospace")
    )
    let plain = HTMLRenderer().render(Samples.document([]))
    let html = HTMLRenderer(theme: theme).render(Samples.document([]))
    let added = try #require(plain.firstRange(of: "</style>"))
    #expect(html.hasPrefix(plain[..<added.lowerBound]))
    #expect(html.hasSuffix(plain[added.lowerBound...]))
    #expect(html.contains("--acc:#7a1f5c;--acc2:#7a1f5c29;--acc3:#7a1f5c17"))
    #expect(html.contains("--sans:\"Inter\",sans-serif;--mono:\"Fira Code\",monospace}"))
    #expect(html.contains("@media screen and (prefers-color-scheme:dark){:root{--acc:#"))
  }

  @Test func `a colour that does not read is refused`() {
    let pale = #expect(throws: Theme.Problem.self) { try Theme(accent: ThemeColor("#ffcc00")) }
    #expect(
      pale?.description
        == "#ffcc00 does not read on white, the page by day: the contrast is 1.5, and text needs 4.5"
    )
    let dim = #expect(throws: Theme.Problem.self) { try Theme(accentDark: ThemeColor("#333333")) }
    #expect(
      dim?.description
        == "#333333 does not read on #11151a, the page by night: the contrast is 1.4, and text needs 4.5"
    )
  }

  /// The browser measures what the page has become: every text reads, by day and by night.
  @Test(.enabled(if: InstalledCommand.browser != nil, "needs chromium: apt-get install chromium"))
  func `every colour that is taken reads, by night too`() throws {
    let browser = try Browser(try #require(InstalledCommand.browser))
    let blocks: [Block] =
      [.figures(Samples.figures), .table(Samples.providers)]
      + Notice.Kind.allCases.map {
        .notice(Notice($0, InlineMarkdown.parseInline("**Lead.** [A link](https://example.com)")))
      }
    for color in ["#000", "#7a1f5c", "#0a7d33", "#b00020", "#4b0082"] {
      let theme = try Theme(accent: ThemeColor(color), font: FontList("DejaVu Sans, sans-serif"))
      try browser.open(HTMLRenderer(theme: theme).render(Samples.document(blocks)))
      for isDark in [false, true] {
        try browser.show(.init(width: 1000, isDark: isDark))
        #expect(try browser.evaluate(PageGeometry.faults, as: [String].self) == [], "\(color)")
      }
    }
  }
}
