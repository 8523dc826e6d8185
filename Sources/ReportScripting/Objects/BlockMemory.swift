import ReportDocument

extension Block {
  /// About how many bytes of memory the block takes, without the blocks that it holds.
  ///
  /// What a section holds was counted when it was added.
  var memorySize: Int {
    let own = 128
    switch self {
    case .heading(let heading): return own + MemorySize.text(heading.text)
    case .paragraph(let text): return own + size(of: text)
    case .notice(let notice): return own + size(of: notice.text)
    case .list(let list): return own + size(of: list)
    case .figures(let figures):
      return figures.reduce(own) { $0 + $1.memorySize }
    case .table(let table): return own + table.memorySize
    case .chart(let chart): return own + chart.memorySize
    case .section(let section): return own + MemorySize.text(section.title)
    case .details(let details): return own + MemorySize.text(details.summary)
    case .columns(let columns): return own + columns.count * MemorySize.array
    case .code(let code):
      return own + MemorySize.text(code.text) + MemorySize.text(code.language ?? "")
    case .rule, .pageBreak: return own
    }
  }
}

private func size(of text: [Inline]) -> Int {
  text.reduce(MemorySize.array) { $0 + $1.memorySize }
}

private func size(of list: BulletList) -> Int {
  list.items.reduce(MemorySize.array) { sum, item in
    sum + MemorySize.cell + size(of: item.text) + (item.sublist.map { size(of: $0) } ?? 0)
  }
}

extension Figure {
  fileprivate var memorySize: Int {
    let values = [value, before, range?.low, range?.high].compactMap(\.self)
    return values.reduce(256) { $0 + $1.memorySize } + MemorySize.text(label)
      + MemorySize.text(note ?? "") + (spark?.count ?? 0) * 16
  }
}

extension Table {
  fileprivate var memorySize: Int {
    let columns = columns.reduce(MemorySize.text(caption ?? "")) {
      $0 + MemorySize.value + MemorySize.text($1.title)
    }
    return rows.reduce(columns + (total?.memorySize ?? 0)) { $0 + $1.memorySize }
  }
}

extension Row {
  /// About how many bytes the row takes.
  var memorySize: Int { cells.reduce(MemorySize.array * 2) { $0 + $1.memorySize } }
}

extension Value {
  fileprivate var memorySize: Int {
    switch self {
    case .text(let text): MemorySize.cell + MemorySize.text(text)
    case .series(let values): MemorySize.cell + MemorySize.array + values.count * 16
    default: MemorySize.cell
    }
  }
}

extension Chart {
  /// About how many bytes the chart takes.
  var memorySize: Int {
    let axisSize =
      switch axis {
      case .labels(let labels): labels.reduce(0) { $0 + 16 + MemorySize.text($1) }
      case .days(let days): days.count * 16
      }
    let texts = MemorySize.text(title) + MemorySize.text(note ?? "")
    return series.reduce(256 + texts + axisSize) {
      $0 + 128 + MemorySize.text($1.name) + $1.values.count * 32
    }
  }
}
