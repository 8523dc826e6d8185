import LuaHost
import ReportDocument

/// Reads a finished report the way a person does: its tables and figures as the texts that are shown.
struct ReportReading: BlockVisitor {
  private var tables: [LuaValue] = []
  private var figures: [String: LuaValue] = [:]
  private let format = NumberFormat.englishUS

  /// The title, the tables and the figures of a report.
  static func table(of document: ReportDocument) -> LuaTable {
    var reading = ReportReading()
    reading.visit(document.blocks)
    return LuaTable(fields: [
      "title": .text(document.title),
      "tables": .table(LuaTable(array: reading.tables)),
      "figures": .table(LuaTable(fields: reading.figures)),
    ])
  }

  private mutating func visit(_ blocks: [Block]) {
    for block in blocks { block.accept(&self) }
  }

  private func row(_ row: Row, of table: Table) -> LuaValue {
    let texts = table.columns.indices.map { column in
      format.text(row.cells.indices.contains(column) ? row.cells[column] : .missing)
    }
    return list(texts)
  }

  private func list(_ texts: [String]) -> LuaValue {
    .table(LuaTable(array: texts.map { .text($0) }))
  }

  mutating func visitTable(_ table: Table) {
    var read = LuaTable()
    read["caption"] = table.caption.map { .text($0) } ?? .nil
    read["columns"] = list(table.columns.map(\.title))
    read["rows"] = .table(LuaTable(array: table.rows.map { row($0, of: table) }))
    read["total"] = table.total.map { row($0, of: table) } ?? .nil
    tables.append(.table(read))
  }

  /// Of several figures with one label, the first one counts.
  mutating func visitFigures(_ figures: [Figure]) {
    for figure in figures where self.figures[figure.label] == nil {
      self.figures[figure.label] = .text(format.text(figure.value))
    }
  }

  mutating func visitSection(_ section: Section) { visit(section.blocks) }
  mutating func visitDetails(_ details: Details) { visit(details.blocks) }
  mutating func visitColumns(_ columns: [[Block]]) { for blocks in columns { visit(blocks) } }

  mutating func visitHeading(_ heading: Heading) {}
  mutating func visitParagraph(_ text: [Inline]) {}
  mutating func visitNotice(_ notice: Notice) {}
  mutating func visitList(_ list: BulletList) {}
  mutating func visitChart(_ chart: Chart) {}
  mutating func visitCode(_ code: CodeBlock) {}
  mutating func visitRule() {}
  mutating func visitPageBreak() {}
}
