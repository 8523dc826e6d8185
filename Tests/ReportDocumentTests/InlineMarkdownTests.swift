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

  @Test(arguments: ["/etc/passwd", "../x.html", "a/../b", "a//b", "javascript:x", "x?y", "", "a b"])
  func `files lie beside the report`(path: String) {
    #expect(LinkTarget.file(path) == nil)
  }

  @Test func `a path below is fine`() {
    #expect(LinkTarget.file("teams/web.html")?.isRelative == true)
  }
}
