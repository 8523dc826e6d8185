/// One piece of a report.
///
/// Writers do not switch over blocks: they implement ``BlockVisitor``, so a new kind makes the compiler
/// list every writer that must handle it.
public indirect enum Block: Hashable, Sendable {
  /// A heading without a section of its own.
  case heading(Heading)
  /// A paragraph.
  case paragraph([Inline])
  /// A remark that stands out.
  case notice(Notice)
  /// A list.
  case list(BulletList)
  /// A row of headline figures.
  case figures([Figure])
  /// A table.
  case table(Table)
  /// A chart.
  case chart(Chart)
  /// A titled part of the report.
  case section(Section)
  /// A part that is folded away until the reader opens it.
  case details(Details)
  /// Parts side by side where there is room.
  case columns([[Block]])
  /// Text whose line breaks and spaces matter.
  case code(CodeBlock)
  /// A thematic break.
  case rule
  /// A new page in print.
  case pageBreak
}

extension Block {
  /// Calls the visitor's method for this kind of block.
  public func accept<Visitor: BlockVisitor>(_ visitor: inout Visitor) -> Visitor.Result {
    switch self {
    case .heading(let heading): visitor.visitHeading(heading)
    case .paragraph(let text): visitor.visitParagraph(text)
    case .notice(let notice): visitor.visitNotice(notice)
    case .list(let list): visitor.visitList(list)
    case .figures(let figures): visitor.visitFigures(figures)
    case .table(let table): visitor.visitTable(table)
    case .chart(let chart): visitor.visitChart(chart)
    case .section(let section): visitor.visitSection(section)
    case .details(let details): visitor.visitDetails(details)
    case .columns(let columns): visitor.visitColumns(columns)
    case .code(let code): visitor.visitCode(code)
    case .rule: visitor.visitRule()
    case .pageBreak: visitor.visitPageBreak()
    }
  }
}
