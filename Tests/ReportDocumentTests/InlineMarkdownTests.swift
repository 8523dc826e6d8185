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
