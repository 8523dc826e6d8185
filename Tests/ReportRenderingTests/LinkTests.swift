import ReportDocument
import ReportRendering
import Testing

@Suite struct LinkTests {
  @Test(arguments: [
    ("2026-11/spend (draft) 1.html", "2026-11/spend%20%28draft%29%201.html"),
    ("2026-11/größe & co.html", "2026-11/gr%C3%B6%C3%9Fe%20%26%20co.html"),
    ("a$b$[c]<d>\"e'.html", "a%24b%24%5Bc%5D%3Cd%3E%22e%27.html"),
    ("x_y_*z*.html", "x_y_%2Az%2A.html"),
  ])
  func `a file of any name is linked`(path: String, address: String) throws {
    let target = try #require(LinkTarget.file(path))
    let document = Samples.document([
      .paragraph([.link([.text("name")], target)]),
      .list(BulletList(items: [.init([.link([.text("name")], target)])])),
    ])
    let markdown = MarkdownRenderer().render(document).split(separator: "\n").map(String.init)
    #expect(markdown.contains("[name](\(address))"))
    #expect(markdown.contains("- [name](\(address))"))
    #expect(HTMLRenderer().render(document).contains("<a href=\"\(address)\" rel=\"noopener\">"))
  }

  @Test func `an exclamation mark before a link makes no image`() {
    let text = InlineMarkdown.parseInline("See! and ![i](https://tracker.example/x.png)!")
    let markdown = MarkdownRenderer().render(
      Samples.document([.paragraph(text), .notice(Notice(.note, text))])
    )
    #expect(markdown.contains("See! and \\![i](https://tracker.example/x.png)!"))
  }
}
