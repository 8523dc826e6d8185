import ReportDocument
import Testing

@Suite struct InlineMarkdownTests {
  private func parse(_ text: String) -> [Inline] { InlineMarkdown.parseInline(text) }

  @Test func `blank lines separate paragraphs and lines join`() {
    #expect(
      InlineMarkdown.parse("one\ntwo\n\n\n three") == [[.text("one two")], [.text("three")]]
    )
    #expect(InlineMarkdown.parse(" \n ") == [])
  }

  @Test func `emphasis and strong nest`() {
    #expect(
      parse("a *b **c** d* e") == [
        .text("a "), .emphasis([.text("b "), .strong([.text("c")]), .text(" d")]), .text(" e"),
      ]
    )
    #expect(parse("__x__ _y_") == [.strong([.text("x")]), .text(" "), .emphasis([.text("y")])])
  }

  @Test func `code is literal`() {
    #expect(parse("`a*b*`") == [.code("a*b*")])
    #expect(parse("`` a`b ``") == [.code("a`b")])
  }

  @Test func `links lead to https and mailto`() throws {
    let target = try #require(LinkTarget("https://example.com/a_b"))
    #expect(parse("[*x*](https://example.com/a_b)") == [.link([.emphasis([.text("x")])], target)])
    #expect(parse("[m](mailto:a@example.com)").count == 1)
  }

  @Test(arguments: [
    "[x](javascript:alert(1))", "[x](http://example.com)", "[x](data:text/html,x)", "[x] (y)",
    "[x](https://a b)", "2 * 3 * 4", "snake_case_name", "*open", "**open", "`open", "[open",
    "close]", "<b>html</b>", "![x](y", "# heading", "| a |", "a ** b", "***",
  ])
  func `all else is literal`(text: String) {
    #expect(parse(text) == [.text(text)])
  }

  @Test func `a backslash takes the meaning away`() {
    #expect(parse("\\*a\\* \\` c:\\temp") == [.text("*a* ` c:\\temp")])
  }

  @Test func `hostile text ends soon`() {
    for piece in ["*", "[", "`", "](", "[x](", "*a ", "_*[`", "`` ` "] {
      let text = String(repeating: piece, count: 5000)
      #expect(!parse(text).isEmpty)
    }
  }

  @Test(arguments: [
    "*", "[", "`", "(", "_a", "*a ", "*a* ", "**a** ", "[a](", "[[a]]", "`a` ", "*a **b _c __d [`",
    "[a](https://b.c) ", "a\n\n", "\n", "世*", "e\u{301}*", "plain text ", "\\*",
  ])
  func `time and memory grow with the length of the text`(piece: String) {
    func spent(_ count: Int) -> (steps: Int, bytes: Int) {
      var spent = (steps: 0, bytes: 0)
      _ = InlineMarkdown.parse(String(repeating: piece, count: count)) { steps, bytes in
        spent.steps += steps
        spent.bytes += bytes
      }
      return spent
    }
    let (short, long) = (spent(20_000), spent(80_000))
    #expect(long.steps < short.steps * 5)
    #expect(long.bytes < short.bytes * 5)
    // No piece of text may cost more than it holds a hundred times over.
    #expect(long.bytes < 80_000 * piece.utf8.count * 100)
  }

  @Test func `runs of backticks of every length are looked for once`() {
    let text = (1...1500).map { String(repeating: "`", count: $0) }.joined(separator: " ")
    #expect(parse(text) == [.text(text)])
  }

  @Test func `what is told of the memory is what the pieces take`() {
    let text = String(
      repeating: "*emphasis* and `code` and [a link](https://example.com/), ",
      count: 1000
    )
    var bytes = -text.utf8.count * 2
    let pieces = InlineMarkdown.parseInline(text) { bytes += $1 }
    let size = pieces.reduce(0) { $0 + $1.memorySize }
    #expect((size / 2...size * 2).contains(bytes))
  }

  @Test func `reading can be stopped`() {
    struct Stop: Error {}
    var steps = 0
    #expect(throws: Stop.self) {
      try InlineMarkdown.parse(String(repeating: "*a* ", count: 100_000)) { more, _ in
        steps += more
        if steps > 50_000 { throw Stop() }
      }
    }
    #expect(steps < 100_000)
  }

  @Test func `a sign that a mark joins is no sign`() {
    for text in ["*\u{301}a*", "`\u{200D}a`", "[\u{301}x](https://a.b)", "a _\u{301}b_"] {
      #expect(parse(text) == [.text(text)])
    }
    #expect(parse("世*a*世") == [.text("世"), .emphasis([.text("a")]), .text("世")])
    #expect(parse("é_a_") == [.text("é_a_")])
    #expect(parse("` \u{301}a `") == [.code(" \u{301}a ")])
  }
}

@Suite struct LinkTargetTests {
  @Test(arguments: [
    "javascript:alert(1)", "http://example.com", "https://", "mailto:", " https://a", "https://a\n",
    "https://a\"b", "https://a<b", "//example.com", "data:,x", "https://a)b", "https://ä.example",
    "JAVASCRIPT:x",
  ])
  func `only visible https and mailto addresses are accepted`(address: String) {
    #expect(LinkTarget(address) == nil)
  }

  @Test func `the scheme may be written in capitals`() {
    #expect(LinkTarget("HTTPS://example.com")?.address == "HTTPS://example.com")
  }

  @Test(arguments: [
    "/etc/passwd", "../x.html", "a/../b", "a//b", "", "a/", "/", ".", "..", "a/.", "a/./b",
    "a\u{0}b", "a\nb", "a\r\nb", "a\u{7F}b", "a\u{85}b", "a/\u{1B}[31m", "../\u{301}x",
    "a/../\u{338}b",
  ])
  func `files lie beside the report`(path: String) {
    #expect(LinkTarget.file(path) == nil)
  }

  @Test(arguments: [
    ("teams/web.html", "teams/web.html"), ("A-z_0.9~", "A-z_0.9~"), ("a b", "a%20b"),
    ("größe (1).html", "gr%C3%B6%C3%9Fe%20%281%29.html"), ("世界", "%E4%B8%96%E7%95%8C"),
    ("x?y#z%2e", "x%3Fy%23z%252e"), ("%2e%2e/x", "%252e%252e/x"), ("...", "..."),
    ("javascript:alert(1)", "javascript%3Aalert%281%29"), (":x", "%3Ax"),
    ("a\\..\\b", "a%5C..%5Cb"),
    ("a&b+c=d;e,f!g$h@i", "a%26b%2Bc%3Dd%3Be%2Cf%21g%24h%40i"), ("e\u{301}", "e%CC%81"),
    ("\u{202E}x", "%E2%80%AEx"), ("a/\u{301}b", "a/%CC%81b"),
  ])
  func `the path of a file is written as an address`(path: String, address: String) throws {
    let target = try #require(LinkTarget.file(path))
    #expect(target.address == address)
    #expect(target.isRelative)
  }
}
