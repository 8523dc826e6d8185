import Foundation
import ReportDocument
import TestSupport
import Testing

@testable import ReportRendering

/// Hostile texts in every position, as programs that read the formats see them.
@Suite(.serialized)
struct InjectionTests {
  /// The same report with a word that means nothing anywhere.
  private static let harmless = "harmless"

  // MARK: - Markdown

  @Test(
    .enabled(if: InstalledCommand.markdown != nil, "needs cmark-gfm: apt-get install cmark-gfm")
  )
  func `Markdown holds only the nodes that the report asked for`() throws {
    let command = try #require(InstalledCommand.markdown)
    let expected = try tree(of: Self.harmless, command)
    for text in InjectionCorpus.all + InjectionCorpus.long {
      let found = try tree(of: text, command)
      #expect(shape(found) == shape(expected), "\(text.prefix(60))")
      for node in found.all {
        #expect(!Self.unasked.contains(node.name), "\(node.name) from \(text.prefix(60))")
        guard node.name == "html_block" else { continue }
        #expect(Self.isOurs(node.text), "\(node.text)")
      }
    }
  }

  @Test(
    .enabled(if: InstalledCommand.markdown != nil, "needs cmark-gfm: apt-get install cmark-gfm")
  )
  func `every text is read from Markdown as it was`() throws {
    let command = try #require(InstalledCommand.markdown)
    let expected = try tree(of: Self.harmless, isWhole: true, command)
    for text in InjectionCorpus.all {
      let found = try tree(of: text, isWhole: true, command)
      let count = occurrences(of: PlainText.oneLine(text), in: found)
      #expect(count == occurrences(of: Self.harmless, in: expected), "\(text)")
    }
  }

  @Test(
    .enabled(if: InstalledCommand.markdown != nil, "needs cmark-gfm: apt-get install cmark-gfm"),
    arguments: [
      "a**b**c", "**(b)**", "*a* **b** `c`", "**a** *b*", "x *a*, **b**.", "_a_ __b__",
    ]
  )
  func `emphasis is read as it was written`(source: String) throws {
    let command = try #require(InstalledCommand.markdown)
    let document = Samples.document([.paragraph(InlineMarkdown.parseInline(source))])
    let found = try MarkdownTree(MarkdownRenderer().render(document), with: command)
    let known = try MarkdownTree(source, with: command)
    let paragraph = try #require(known.root.all.first { $0.name == "paragraph" })
    #expect(found.root.all.contains { $0.name == "paragraph" && $0.shape == paragraph.shape })
  }

  @Test(
    .enabled(if: InstalledCommand.markdown != nil, "needs cmark-gfm: apt-get install cmark-gfm")
  )
  func `emphasis that would be stars is left out, and its words stay`() throws {
    let command = try #require(InstalledCommand.markdown)
    let pieces: [[Inline]] = [
      [.text("a"), .strong([.text("(b)")]), .text("c")],
      [.emphasis([.text("a")]), .emphasis([.emphasis([.text("b")])]), .strong([.text("c")])],
      [.code("a"), .code("b"), .emphasis([.code("`")]), .text("`")],
      [.strong([.text(" a ")]), .text("b"), .emphasis([.text("!")]), .text("c")],
      [.emphasis([.text("*")]), .text("_"), .strong([.text("\\")])],
    ]
    for inlines in pieces {
      let document = Samples.document([.paragraph([.text("begin ")] + inlines)])
      let tree = try MarkdownTree(MarkdownRenderer().render(document), with: command)
      let text = Self.visible(tree.root.allText)
      let plain = Self.visible("begin " + Self.words(inlines))
      #expect(text.contains(plain), "\(text) lacks \(plain)")
    }
  }

  /// What no report of these tests has, so that it can only come from a text.
  private static let unasked: Set<String> = [
    "html_inline", "image", "link", "strikethrough", "footnote_reference", "footnote_definition",
    "tasklist", "linebreak",
  ]

  private func tree(
    of text: String,
    isWhole: Bool = false,
    _ command: InstalledCommand
  ) throws -> MarkdownTree.Node {
    let document = EscapingTests.document(text, isWhole: isWhole)
    return try MarkdownTree(MarkdownRenderer().render(document), with: command).root
  }

  /// The blocks, without the forms of words: those may go without where a text cannot have them.
  private func shape(_ root: MarkdownTree.Node) -> [String] {
    let words: Set<String> = ["text", "emph", "strong", "code", "softbreak"]
    return root.all.map(\.name).filter { !words.contains($0) }
  }

  private static func isOurs(_ html: String) -> Bool {
    let line = html.split(separator: "\n").joined()
    if line == "</details>" { return true }
    guard line.hasPrefix("<details><summary>"), line.hasSuffix("</summary>") else { return false }
    return !line.dropFirst(18).dropLast(10).contains { "<>".contains($0) }
  }

  private func occurrences(of text: String, in root: MarkdownTree.Node) -> Int {
    // What is folded is HTML, where the text is written with references.
    let texts = root.all.map { node -> String in
      switch node.name {
      case "html_block" where node.text.hasPrefix("<details>"): Self.summary(node.text)
      case "paragraph", "heading", "table_cell", "code_block": node.allText
      default: ""
      }
    }
    let word = Self.visible(text)
    return texts.count { !word.isEmpty && Self.visible($0).contains(word) }
  }

  /// The text of a folded part's visible line.
  private static func summary(_ html: String) -> String {
    let text = html.replacingOccurrences(of: "<details><summary>", with: "", options: .literal)
    return [
      ("</summary>", ""), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
      ("&amp;", "&"),
    ].reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1, options: .literal) }
  }

  /// The text without parting signs, with single spaces.
  private static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{200B}" }))
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func words(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): words(inner)
      }
    }.joined()
  }

  // MARK: - HTML

  /// Every element with the names of its attributes, and the text outside of pictures.
  private struct Page: Decodable {
    var elements: [String]
    var text: String
    var links: [String]
  }

  private static let reading = """
    (() => {
      const all = [...document.querySelectorAll('*')];
      const name = e => e.localName + '[' + e.getAttributeNames().sort().join(' ') + ']';
      const copy = document.body.cloneNode(true);
      copy.querySelectorAll('svg').forEach(e => e.remove());
      return {elements: all.map(e => (e.closest('svg') ? 'svg ' : '') + name(e)),
        text: copy.textContent, links: all.flatMap(e => [e.getAttribute('href'), e.getAttribute('src')]
          .filter(a => a !== null))};
    })()
    """

  @Test(.enabled(if: InstalledCommand.browser != nil, "needs chromium: apt-get install chromium"))
  func `a browser finds only the elements that the report asked for`() throws {
    let browser = try Browser(try #require(InstalledCommand.browser))
    let expected = try page(Self.harmless, in: browser)
    for text in InjectionCorpus.html + InjectionCorpus.controls + InjectionCorpus.long {
      check(try page(text, in: browser), against: expected, text)
    }
  }

  @Test(.enabled(if: InstalledCommand.browser != nil, "needs chromium: apt-get install chromium"))
  func `a browser shows every text as it was`() throws {
    let browser = try Browser(try #require(InstalledCommand.browser))
    let all = InjectionCorpus.all
    // Several texts share a page, since each page takes time of its own.
    for start in stride(from: 0, to: all.count, by: 8) {
      let texts = Array(all[start..<min(start + 8, all.count)])
      let harmless = texts.map { _ in Self.harmless }
      let expected = try page(of: harmless, in: browser)
      let found = try page(of: texts, in: browser)
      check(found, against: expected, texts.joined(separator: " "))
      let whole = Self.visible(found.text)
      let count = Self.count(of: Self.harmless, in: expected.text) / texts.count
      let words = texts.map { Self.visible(PlainText.cleaned($0)) }
      for word in words where word.count > 3 {
        // What is part of another text is there more often.
        let isPart = words.count { $0.contains(word) } > 1
        let times = Self.count(of: word, in: whole)
        #expect(isPart ? times > count : times == count, "\(word)")
      }
    }
  }

  private func page(of texts: [String], in browser: Browser) throws -> Page {
    let blocks = texts.flatMap { EscapingTests.document($0, isWhole: true).blocks }
    try browser.open(HTMLRenderer().render(ReportDocument(title: "Texts", blocks: blocks)))
    return try browser.evaluate(Self.reading, as: Page.self)
  }

  private func page(_ text: String, in browser: Browser) throws -> Page {
    try browser.open(HTMLRenderer().render(EscapingTests.document(text)))
    return try browser.evaluate(Self.reading, as: Page.self)
  }

  private func check(_ found: Page, against expected: Page, _ text: String) {
    // Labels that have no room are left out, so pictures may have fewer parts.
    #expect(Self.blocks(found) == Self.blocks(expected), "\(text.prefix(60))")
    let unknown = Set(found.elements).subtracting(expected.elements)
    #expect(unknown.subtracting(["span[title]"]) == [], "\(text.prefix(60))")
    #expect(found.links == expected.links, "\(text.prefix(60))")
  }

  private static func count(of word: String, in text: String) -> Int {
    text.split(separator: word, omittingEmptySubsequences: false).count - 1
  }

  /// The elements outside of pictures, in order; a text that was cut stands in one of its own.
  private static func blocks(_ page: Page) -> [String] {
    page.elements.filter { !$0.hasPrefix("svg ") && $0 != "span[title]" }
  }
}
