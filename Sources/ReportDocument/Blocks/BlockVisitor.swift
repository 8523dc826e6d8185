/// Something that does one thing for each kind of block, such as a writer.
public protocol BlockVisitor {
  /// What each visit gives.
  associatedtype Result

  /// Visits a heading.
  mutating func visitHeading(_ heading: Heading) -> Result
  /// Visits a paragraph.
  mutating func visitParagraph(_ text: [Inline]) -> Result
  /// Visits a notice.
  mutating func visitNotice(_ notice: Notice) -> Result
  /// Visits a list.
  mutating func visitList(_ list: BulletList) -> Result
  /// Visits a row of headline figures.
  mutating func visitFigures(_ figures: [Figure]) -> Result
  /// Visits a table.
  mutating func visitTable(_ table: Table) -> Result
  /// Visits a chart.
  mutating func visitChart(_ chart: Chart) -> Result
  /// Visits a section, which holds blocks.
  mutating func visitSection(_ section: Section) -> Result
  /// Visits a folded part, which holds blocks.
  mutating func visitDetails(_ details: Details) -> Result
  /// Visits columns, which hold blocks.
  mutating func visitColumns(_ columns: [[Block]]) -> Result
  /// Visits a piece of code.
  mutating func visitCode(_ code: CodeBlock) -> Result
  /// Visits a thematic break.
  mutating func visitRule() -> Result
  /// Visits a page break.
  mutating func visitPageBreak() -> Result
}
