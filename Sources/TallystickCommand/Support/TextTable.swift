/// A table for a terminal: names left, numbers right.
struct TextTable {
  let titles: [String]
  let isNumber: [Bool]
  let rows: [[String]]
  /// A last row below a line.
  var total: [String]?

  /// The lines of the table.
  var lines: [String] {
    let all = [titles] + rows + (total.map { [$0] } ?? [])
    let widths = titles.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (column, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        let gap = column == 0 ? "" : "  "
        text += gap + (isNumber[column] ? padding + cell : cell + padding)
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    var lines = [line(titles), rule] + rows.map(line)
    if let total { lines += [rule, line(total)] }
    return lines
  }
}
