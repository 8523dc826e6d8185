import ReportDocument
import UsageModel

extension HTMLWriter {
  mutating func visitTable(_ table: Table) {
    write(table, name: table.caption ?? lastHeading)
  }

  /// Writes a table; the name is for those who hear the page.
  mutating func write(_ table: Table, name: String) {
    raw(table.rows.count <= 14 ? "<div class=\"tb short\">" : "<div class=\"tb\">")
    if let caption = table.caption {
      raw("<p class=\"cap\">")
      text(caption)
      raw("</p>")
    }
    guard !table.rows.isEmpty, !table.columns.isEmpty else {
      raw("<p class=\"cap\">No rows for this period.</p></div>\n")
      return
    }
    let layout = TableLayout(table, format: format)
    var classes = "t"
    if layout.columns.contains(where: \.hasWideBars) { classes += " hb" }
    if layout.columns.contains(where: \.hasThinBars) { classes += " mat" }
    if layout.columns.count > 6 { classes += " wide" }
    let label = PlainText.oneLine(name)
    raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
    text("\(label.isEmpty ? "Report" : label), table")
    raw("\"><table class=\"\(classes)\"><thead><tr>")
    for (index, column) in layout.columns.enumerated() { writeHeader(column, index: index) }
    raw("</tr></thead><tbody>\n")
    for (index, row) in table.rows.enumerated() { write(row, index: index, layout: layout) }
    raw("</tbody>")
    if let total = table.total {
      raw("\n<tfoot>")
      write(total, index: nil, layout: layout)
      raw("</tfoot>")
    }
    raw("</table></div>")
    if table.leftOut > 0 {
      let count = format.number(.init(table.leftOut))
      raw(
        "<p class=\"fn\">\(count) more \(table.leftOut == 1 ? "row is" : "rows are") left out.</p>"
      )
    }
    raw("</div>\n")
  }

  private mutating func writeHeader(_ column: TableLayout.ColumnLayout, index: Int) {
    if case .wide(let ticks, let labels, _) = column.bars {
      raw("<th scope=\"col\" class=\"barc\"><span class=\"vh\">")
      text(column.column.title)
      raw(", bar</span>")
      raw(TableBar.axis(ticks, labels: labels))
      raw("</th>")
    }
    raw("<th scope=\"col\"\(column.classes(isHeader: true, isFirst: index == 0))>")
    if let swatch = column.column.swatch {
      raw("<i class=\"sw \(SeriesColor.swatch(swatch).fill)\"></i>")
    }
    if column.column.title.isEmpty, index == 0 {
      raw("<span class=\"vh\">Name</span>")
    } else {
      name(PlainText.oneLine(column.column.title))
    }
    raw("</th>")
  }

  private mutating func write(_ row: Row, index: Int?, layout: TableLayout) {
    raw(row.style == .folded ? "<tr class=\"mut\">" : "<tr>")
    for (position, column) in layout.columns.enumerated() {
      let value = row.cell(position)
      if case .wide(let ticks, _, _) = column.bars {
        raw("<td class=\"barc\">")
        if index != nil {
          raw(TableBar.svg(value, ticks: ticks, color: row.swatch.map { .swatch($0) } ?? .accent))
        }
        raw("</td>")
      }
      let content = column.format.content(value, row: index)
      if position == 0 {
        raw("<th scope=\"row\">")
        if let swatch = row.swatch {
          raw("<i class=\"sw \(SeriesColor.swatch(swatch).fill)\"></i>")
        }
        write(content, name: "")
        raw("</th>")
      } else {
        raw("<td\(column.classes(isHeader: false, isFirst: false, content: content))>")
        if !column.isWords || index != nil || !value.isPlaceholder {
          write(content, name: column.column.title)
        }
        if index != nil, case .thin(let highest) = column.bars, let amount = value.amount {
          let color = column.column.swatch.map { SeriesColor.swatch($0) } ?? .accent
          raw(TableBar.thin(amount.approximation, highest: highest, color: color))
        }
        raw("</td>")
      }
    }
    raw("</tr>\n")
  }

  private mutating func write(_ content: CellContent, name seriesName: String) {
    switch content.kind {
    case .text(let text):
      let line = PlainText.oneLine(text)
      let cut = PlainText.cut(line, to: PlainText.cellLimit)
      if cut == line {
        name(line)
      } else {
        raw("<span title=\"")
        self.text(line)
        raw("\">")
        name(cut)
        raw("</span>")
      }
    case .number(let text): self.text(text)
    case .nothing(let sign):
      raw("<span class=\"mut\">")
      text(sign)
      raw("</span>")
    case .change(let change): write(change)
    case .series(let values):
      raw(Sparkline.svg(values, name: PlainText.oneLine(seriesName), format: format))
    }
    if !content.mark.isEmpty {
      raw("<sup>")
      text(PlainText.cut(PlainText.oneLine(content.mark), to: 8))
      raw("</sup>")
    }
  }
}

extension TableLayout.ColumnLayout {
  fileprivate var hasWideBars: Bool {
    if case .wide = bars { return true }
    return false
  }

  fileprivate var hasThinBars: Bool {
    if case .thin = bars { return true }
    return false
  }

  /// The class attribute of a cell.
  fileprivate func classes(isHeader: Bool, isFirst: Bool, content: CellContent? = nil) -> String {
    var classes: [String] = []
    if !isRight, !isFirst { classes.append("l") }
    if isMain, !isHeader { classes.append("b") }
    if column.isSecondary { classes.append("o1") }
    if isSeries { classes.append("spc") }
    if hasThinBars { classes.append("mx") }
    if case .text(let text)? = content?.kind, text.utf8.count > 40 { classes.append("wr") }
    return classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
  }
}
