import ReportDocument
import UsageModel

/// Writes blocks as HTML.
struct HTMLWriter {
  let format: NumberFormat
  private(set) var output = ""

  /// How deep the current block is nested in sections.
  var depth = 0

  /// How deep the current block is nested in anything, and the current list in lists.
  private var nesting = 0
  private var listNesting = 0

  /// How many ids were given out; ids never hold text of the document.
  private var idCount = 0

  /// The last heading, which names what has no name of its own.
  var lastHeading = ""

  init(format: NumberFormat) {
    self.format = format
  }

  /// Appends markup of ours.
  mutating func raw(_ markup: String) { output += markup }

  /// Gives what was written, and begins anew.
  mutating func takeOutput() -> String {
    let written = output
    output = ""
    return written
  }

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

  /// Writes what is inside of a block.
  private mutating func writeNested(_ blocks: [Block]) {
    guard nesting < Nesting.limit || blocks.isEmpty else {
      return raw("<p>\(Nesting.note)</p>\n")
    }
    nesting += 1
    write(blocks)
    nesting -= 1
  }

  mutating func write(_ inlines: [Inline]) { write(inlines, depth: 0) }

  private mutating func write(_ inlines: [Inline], depth: Int) {
    guard depth <= Nesting.limit || inlines.isEmpty else { return raw(Nesting.ellipsis) }
    for inline in inlines {
      switch inline {
      case .text(let text): self.text(text)
      case .emphasis(let inner): write(inner, in: "em", depth: depth + 1)
      case .strong(let inner): write(inner, in: "strong", depth: depth + 1)
      case .code(let code):
        raw("<code>")
        text(code)
        raw("</code>")
      case .link(let inner, let target):
        raw("<a href=\"")
        text(target.address)
        raw("\" rel=\"noopener\">")
        write(inner, depth: depth + 1)
        raw("</a>")
      }
    }
  }

  private mutating func write(_ inlines: [Inline], in element: String, depth: Int) {
    raw("<\(element)>")
    write(inlines, depth: depth)
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
      if let sublist = item.sublist { writeNested(sublist) }
      raw("</li>")
    }
    raw("</\(element)>\n")
  }

  private mutating func writeNested(_ sublist: BulletList) {
    guard listNesting + 1 < Nesting.limit || sublist.items.isEmpty else {
      return raw("<p>\(Nesting.note)</p>")
    }
    listNesting += 1
    visitList(sublist)
    listNesting -= 1
  }

  mutating func visitSection(_ section: Section) {
    let level = min(depth + 2, 4)
    lastHeading = section.title
    raw("<section><h\(level)>")
    text(section.title)
    raw("</h\(level)>\n")
    depth += 1
    writeNested(section.blocks)
    depth -= 1
    raw("</section>\n")
  }

  mutating func visitDetails(_ details: Details) {
    raw("<details><summary>")
    text(details.summary)
    raw("</summary>\n")
    writeNested(details.blocks)
    raw("</details>\n")
  }

  mutating func visitColumns(_ columns: [[Block]]) {
    raw("<div class=\"cols\">\n")
    for column in columns {
      raw("<div class=\"col\">")
      writeNested(column)
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
