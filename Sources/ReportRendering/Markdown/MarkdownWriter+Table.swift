import ReportDocument
import UsageModel

extension MarkdownWriter {
  /// Text for a cell.
  func cell(_ text: String) -> String {
    line(PlainText.cut(PlainText.oneLine(text), to: PlainText.cellLimit))
  }

  static func row(_ cells: [String]) -> String {
    // An empty cell is one space, so that the bars of the row can be counted.
    "| " + cells.joined(separator: " | ") + " |"
  }

  /// A table with its bars in columns of their own.
  func text(of table: Table) -> String {
    let layout = TableLayout(table, format: format)
    var header: [String] = []
    var marks: [String] = []
    var highest: [Double] = []
    for column in layout.columns {
      header.append(cell(column.column.title))
      marks.append(column.isRight && !column.isSeries ? "--:" : ":--")
      highest.append(column.highest)
      if column.highest > 0 {
        header.append("")
        marks.append(":--")
      }
    }
    var lines = [Self.row(header), Self.row(marks)]
    lines.reserveCapacity(table.rows.count + 3)
    for (index, row) in table.rows.enumerated() {
      lines.append(Self.row(cells(of: row, index: index, layout: layout, highest: highest)))
    }
    if let total = table.total {
      lines.append(Self.row(cells(of: total, index: nil, layout: layout, highest: highest)))
    }
    return lines.joined(separator: "\n")
  }

  private func cells(
    of row: Row,
    index: Int?,
    layout: TableLayout,
    highest: [Double]
  ) -> [String] {
    if row.style == .group {
      let name = cell(layout.columns[0].format.content(row.cell(0), row: nil).text)
      let rest = [String](repeating: "", count: layout.width - 1)
      return [name.isEmpty ? "" : "**\(name)**"] + rest
    }
    var cells: [String] = []
    for (position, column) in layout.columns.enumerated() {
      let value = row.cell(position)
      let content = column.format.content(value, row: index)
      if case .series(let values) = content.kind {
        cells.append(TextBar.spark(values))
      } else if column.isWords, index == nil, value.isPlaceholder {
        cells.append("")
      } else {
        let text = cell(content.text)
        let isPlain = text.isEmpty || value.isPlaceholder
        if index == nil {
          cells.append(isPlain ? text : "**\(text)**")
        } else if position == 0, row.style == .folded, !text.isEmpty {
          cells.append("*\(text)*")
        } else {
          cells.append(column.isMain && !isPlain ? "**\(text)**" : text)
        }
      }
      if highest[position] > 0 {
        let amount = value.amount?.approximation ?? 0
        let bar = TextBar.bar(amount, highest: highest[position])
        cells.append(index == nil ? "" : amount < 0 ? "−" + bar : bar)
      }
    }
    return cells
  }
}

extension TableLayout.ColumnLayout {
  /// The amount that fills a bar; zero where the column has no bars.
  fileprivate var highest: Double {
    switch bars {
    case .none, .thin: 0
    case .wide(_, _, let highest): highest
    }
  }
}
