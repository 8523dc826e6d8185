import ReportDocument
import UsageModel

/// Writes blocks as Markdown, each followed by a blank line.
struct MarkdownWriter {
  let format: NumberFormat
  private(set) var output = ""

  /// How deep the current block is nested in sections.
  private var depth = 0

  /// How deep it is nested in anything.
  private var nesting = 0

  init(format: NumberFormat) {
    self.format = format
  }

  mutating func writeDocument(_ document: ReportDocument) {
    block("# " + line(document.title))
    if let subtitle = document.subtitle { block(paragraph(subtitle)) }
    var facts: [String] = []
    if let period = document.periodNote ?? document.period?.label { facts.append(period) }
    if let time = document.generatedAt {
      facts.append("Generated \(format.time(time, withYear: true))")
    }
    if let currency = document.currency { facts.append(Currency(currency).name) }
    if !facts.isEmpty { block(paragraph(facts.joined(separator: " · "))) }
    if let summary = document.summary { block(paragraph(summary)) }
    for block in document.blocks { block.accept(&self) }
    if !document.footer.isEmpty {
      block("---")
      for text in document.footer { block(paragraph(text)) }
    }
  }

  /// Writes what is inside of a block.
  private mutating func writeNested(_ blocks: [Block]) {
    guard nesting < Nesting.limit || blocks.isEmpty else { return block(Nesting.note) }
    nesting += 1
    for block in blocks { block.accept(&self) }
    nesting -= 1
  }

  /// Appends a finished block.
  mutating func block(_ text: String) {
    guard !text.isEmpty else { return }
    if !output.isEmpty { output += "\n" }
    output += text + "\n"
  }

  /// Text for the middle of a line.
  func line(_ text: String) -> String { MarkdownText.withoutMath(MarkdownText.escaped(text)) }

  /// Text for a line of its own.
  func paragraph(_ text: String) -> String {
    MarkdownText.withoutMath(MarkdownText.escapedAtLineStart(MarkdownText.escaped(text)))
  }

  func paragraph(_ inlines: [Inline]) -> String {
    MarkdownText.withoutMath(MarkdownText.escapedAtLineStart(MarkdownInline(inlines).text))
  }

  /// Text inside raw HTML, where Markdown has no meaning but mentions do.
  private func html(_ text: String) -> String {
    HTMLText.escaped(MarkdownText.withoutReferences(PlainText.oneLine(text)))
  }

  private func heading(_ text: String, level: Int) -> String {
    String(repeating: "#", count: level) + " " + line(text)
  }
}

// MARK: - BlockVisitor
extension MarkdownWriter: BlockVisitor {
  mutating func visitHeading(_ heading: Heading) {
    block(self.heading(heading.text, level: heading.level))
  }

  mutating func visitParagraph(_ text: [Inline]) { block(paragraph(text)) }

  mutating func visitNotice(_ notice: Notice) {
    block("> [!\(notice.kind.word.uppercased())]\n> " + paragraph(notice.text))
  }

  mutating func visitList(_ list: BulletList) {
    block(lines(of: list, indent: "", nesting: 1).joined(separator: "\n"))
  }

  private func lines(of list: BulletList, indent: String, nesting: Int) -> [String] {
    guard nesting <= Nesting.limit || list.items.isEmpty else {
      return ["\(indent)- \(Nesting.note)"]
    }
    return list.items.enumerated().flatMap { index, item -> [String] in
      let mark = list.isOrdered ? "\(index + 1). " : "- "
      let below = item.sublist.map {
        lines(
          of: $0,
          indent: indent + String(repeating: " ", count: mark.count),
          nesting: nesting + 1
        )
      }
      return [indent + mark + paragraph(item.text)] + (below ?? [])
    }
  }

  mutating func visitFigures(_ figures: [Figure]) {
    for start in stride(from: 0, to: figures.count, by: 4) {
      let part = figures[start..<min(start + 4, figures.count)]
      var rows = [
        part.map { cell($0.label) },
        part.map { _ in ":--" },
        part.map { "**\(cell(Headline($0.value, format: format).text))**" },
      ]
      let context = part.map { cell(self.context(of: $0)) }
      if context.contains(where: { !$0.isEmpty }) { rows.append(context) }
      let sparks = part.map { $0.spark.map(TextBar.spark) ?? "" }
      if sparks.contains(where: { !$0.isEmpty }) { rows.append(sparks) }
      block(rows.map(Self.row).joined(separator: "\n"))
    }
  }

  private func context(of figure: Figure) -> String {
    let change = figure.before.map {
      format.change(before: $0.amount, after: figure.value.amount).description
    }
    let range = figure.range?.text(format: format)
    let first = [change, figure.range == nil ? figure.note : nil].compactMap(\.self)
      .joined(separator: " ")
    return [first.isEmpty ? nil : first, range, figure.range == nil ? nil : figure.note]
      .compactMap(\.self).joined(separator: " · ")
  }

  mutating func visitTable(_ table: Table) {
    if let caption = table.caption { block(paragraph(caption)) }
    guard !table.rows.isEmpty, !table.columns.isEmpty else {
      return block("No rows for this period.")
    }
    block(text(of: table))
    if table.leftOut > 0 {
      let count = format.number(.init(table.leftOut))
      block("\(count) more \(table.leftOut == 1 ? "row is" : "rows are") left out.")
    }
  }

  mutating func visitChart(_ chart: Chart) { write(chart) }

  mutating func visitSection(_ section: Section) {
    block(heading(section.title, level: min(depth + 2, 4)))
    depth += 1
    writeNested(section.blocks)
    depth -= 1
  }

  mutating func visitDetails(_ details: Details) {
    openDetails(details.summary)
    writeNested(details.blocks)
    closeDetails()
  }

  mutating func openDetails(_ summary: String) {
    block("<details><summary>\(html(summary))</summary>")
  }

  mutating func closeDetails() { block("</details>") }

  mutating func visitColumns(_ columns: [[Block]]) {
    for column in columns { writeNested(column) }
  }

  mutating func visitCode(_ code: CodeBlock) {
    let text = PlainText.cleaned(code.text)
    let fence = String(
      repeating: "`",
      count: max(3, MarkdownText.longestRun(of: "`", in: text) + 1)
    )
    let isWord = code.language.map { language in
      !language.isEmpty && language.utf8.count <= 20
        && language.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-".contains($0)) }
    }
    // GitHub draws what these languages say instead of showing it.
    let drawn = ["mermaid", "math", "geojson", "topojson", "stl"]
    let language =
      code.language.map { isWord == true && !drawn.contains($0.lowercased()) ? $0 : "" } ?? ""
    block("\(fence)\(language)\n\(text.hasSuffix("\n") ? String(text.dropLast()) : text)\n\(fence)")
  }

  mutating func visitRule() { block("---") }

  // A page break has no meaning where there are no pages.
  mutating func visitPageBreak() {}
}
