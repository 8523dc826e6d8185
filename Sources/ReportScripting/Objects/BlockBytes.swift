import ReportDocument

extension Block {
  /// About how many bytes the block adds to a rendered report, without the blocks that it holds.
  var ownBytes: Int {
    switch self {
    case .heading(let heading): heading.text.utf8.count
    case .paragraph(let text): bytes(of: text)
    case .notice(let notice): bytes(of: notice.text)
    case .list(let list): bytes(of: list)
    case .figures(let figures):
      figures.reduce(0) {
        $0 + $1.label.utf8.count + bytes(of: $1.value) + ($1.note?.utf8.count ?? 0)
      }
    case .table(let table):
      table.rows.reduce(table.caption?.utf8.count ?? 0) { sum, row in
        row.cells.reduce(sum) { $0 + bytes(of: $1) }
      }
    case .chart(let chart): bytes(of: chart)
    case .section(let section): section.title.utf8.count
    case .details(let details): details.summary.utf8.count
    case .code(let code): code.text.utf8.count
    case .columns, .rule, .pageBreak: 0
    }
  }
}

/// What a cell costs besides its text: a separator, or a tag.
private let cellBytes = 8

private func bytes(of value: Value) -> Int {
  switch value {
  case .text(let text): cellBytes + text.utf8.count
  case .series(let values): cellBytes + values.count * cellBytes
  default: cellBytes * 2
  }
}

private func bytes(of text: [Inline]) -> Int {
  text.reduce(0) { sum, piece in
    switch piece {
    case .text(let text), .code(let text): sum + text.utf8.count
    case .emphasis(let inner), .strong(let inner), .link(let inner, _): sum + bytes(of: inner)
    }
  }
}

private func bytes(of list: BulletList) -> Int {
  list.items.reduce(0) { sum, item in
    sum + cellBytes + bytes(of: item.text) + (item.sublist.map { bytes(of: $0) } ?? 0)
  }
}

private func bytes(of chart: Chart) -> Int {
  // A chart carries its data as a table.
  let labels =
    switch chart.axis {
    case .labels(let labels): labels.reduce(0) { $0 + $1.utf8.count }
    case .days(let days): days.count * cellBytes
    }
  return labels + chart.series.reduce(0) { $0 + $1.name.utf8.count + $1.values.count * cellBytes }
}
