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
    if layout.hasRepeatedNames { classes += " rep" }
    let label = PlainText.oneLine(name)
    raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
    text("\(label.isEmpty ? "Report" : label), table")
    raw("\"><table class=\"\(classes)\"><thead><tr>")
    for (index, column) in layout.columns.enumerated() { writeHeader(column, index: index) }
    raw("</tr></thead><tbody>\n")
    let attributes = layout.columns.map(CellAttributes.init)
    for (index, row) in table.rows.enumerated() {
      write(row, index: index, layout: layout, attributes)
    }
    raw("</tbody>")
    if let total = table.total {
      raw("\n<tfoot>")
      write(total, index: nil, layout: layout, attributes)
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

  /// Begins a group of rows with a line of its own.
  private mutating func writeGroup(_ row: Row, index: Int, layout: TableLayout) {
    // The body that is open holds nothing yet where the first row is a group.
    if index > 0 { raw("</tbody><tbody>\n") }
    raw("<tr class=\"gh\"><th scope=\"rowgroup\" colspan=\"\(layout.width)\">")
    write(layout.columns[0].format.content(row.cell(0), row: nil), name: "")
    raw("</th></tr>\n")
  }

  private mutating func write(
    _ row: Row,
    index: Int?,
    layout: TableLayout,
    _ attributes: [CellAttributes]
  ) {
    if row.style == .group, let index { return writeGroup(row, index: index, layout: layout) }
    let isRepeated = index.map(layout.repeatsName) ?? false
    switch row.style {
    case .folded: raw("<tr class=\"mut\">")
    case .normal where layout.hasRepeatedNames && index != nil && !isRepeated:
      raw("<tr class=\"g1\">")
    case .normal, .group: raw("<tr>")
    }
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
        raw(isRepeated ? "<th scope=\"row\"><span class=\"vh\">" : "<th scope=\"row\">")
        if let swatch = row.swatch, !isRepeated {
          raw("<i class=\"sw \(SeriesColor.swatch(swatch).fill)\"></i>")
        }
        write(content, name: "")
        raw(isRepeated ? "</span></th>" : "</th>")
      } else {
        raw("<td")
        raw(attributes[position].of(content))
        raw(">")
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
  fileprivate func classes(isHeader: Bool, isFirst: Bool, isWide: Bool = false) -> String {
    var classes: [String] = []
    if !isRight, !isFirst { classes.append("l") }
    if isMain, !isHeader { classes.append("b") }
    if column.isSecondary { classes.append("o1") }
    if isSeries { classes.append("spc") }
    if hasThinBars { classes.append("mx") }
    if isWide { classes.append("wr") }
    return classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
  }
}

/// The class attributes that the cells of a column can have, made once.
private struct CellAttributes {
  private let ordinary: String
  private let wide: String

  init(_ column: TableLayout.ColumnLayout) {
    ordinary = column.classes(isHeader: false, isFirst: false)
    wide = column.classes(isHeader: false, isFirst: false, isWide: true)
  }

  /// That of one cell: long texts may take several lines.
  func of(_ content: CellContent) -> String {
    if case .text(let text) = content.kind, text.utf8.count > 40 { return wide }
    return ordinary
  }
}
