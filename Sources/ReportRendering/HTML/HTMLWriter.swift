import ReportDocument
import UsageModel

/// Writes blocks as HTML.
struct HTMLWriter {
  let format: NumberFormat
  private(set) var output = ""

  /// How deep the current block is nested in sections.
  var depth = 0

  /// How many ids were given out; ids never hold text of the document.
  private var idCount = 0

  /// The last heading, which names what has no name of its own.
  var lastHeading = ""

  init(format: NumberFormat) {
    self.format = format
  }

  /// Appends markup of ours.
  mutating func raw(_ markup: String) { output += markup }

  /// Appends text of the document, escaped.
  mutating func text(_ text: String) { HTMLText.append(text, to: &output) }

  /// Appends a name, which keeps its writing direction to itself.
  mutating func name(_ name: String) {
    output += "<bdi>"
    text(name)
    output += "</bdi>"
  }

  /// A new id.
  mutating func makeID() -> String {
    idCount += 1
    return "i\(idCount)"
  }

  mutating func write(_ blocks: [Block]) {
    for block in blocks { block.accept(&self) }
  }

  mutating func write(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline {
      case .text(let text): self.text(text)
      case .emphasis(let inner): write(inner, in: "em")
      case .strong(let inner): write(inner, in: "strong")
      case .code(let code):
        raw("<code>")
        text(code)
        raw("</code>")
      case .link(let inner, let target):
        raw("<a href=\"")
        text(target.address)
        raw("\" rel=\"noopener\">")
        write(inner)
        raw("</a>")
      }
    }
  }

  private mutating func write(_ inlines: [Inline], in element: String) {
    raw("<\(element)>")
    write(inlines)
    raw("</\(element)>")
  }
}

// MARK: - BlockVisitor
extension HTMLWriter: BlockVisitor {
  mutating func visitHeading(_ heading: Heading) {
    lastHeading = heading.text
    raw("<h\(heading.level)>")
    text(heading.text)
    raw("</h\(heading.level)>\n")
  }

  mutating func visitParagraph(_ text: [Inline]) {
    raw("<p>")
    write(text)
    raw("</p>\n")
  }

  mutating func visitList(_ list: BulletList) {
    let element = list.isOrdered ? "ol" : "ul"
    raw("<\(element) class=\"li\">")
    for item in list.items {
      raw("<li>")
      write(item.text)
      if let sublist = item.sublist { visitList(sublist) }
      raw("</li>")
    }
    raw("</\(element)>\n")
  }

  mutating func visitSection(_ section: Section) {
    let level = min(depth + 2, 4)
    lastHeading = section.title
    raw("<section><h\(level)>")
    text(section.title)
    raw("</h\(level)>\n")
    depth += 1
    write(section.blocks)
    depth -= 1
    raw("</section>\n")
  }

  mutating func visitDetails(_ details: Details) {
    raw("<details><summary>")
    text(details.summary)
    raw("</summary>\n")
    write(details.blocks)
    raw("</details>\n")
  }

  mutating func visitColumns(_ columns: [[Block]]) {
    raw("<div class=\"cols\">\n")
    for column in columns {
      raw("<div class=\"col\">")
      write(column)
      raw("</div>\n")
    }
    raw("</div>\n")
  }

  mutating func visitCode(_ code: CodeBlock) {
    raw("<pre tabindex=\"0\" role=\"region\" aria-label=\"Code\"><code>")
    text(code.text)
    raw("</code></pre>\n")
  }

  mutating func visitRule() { raw("<hr>\n") }

  mutating func visitPageBreak() { raw("<div class=\"pb\"></div>\n") }
}
