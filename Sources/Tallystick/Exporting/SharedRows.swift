import UsageAnalysis
import UsageFiles
import UsageModel

/// The shares of both views of money, put into the same rows.
///
/// Mostly they are of the same cells and targets. Where a rule gives by the amount itself, a target may have a share of
/// one view and none of the other: its row has zero for that one.
struct SharedRows {
  let effective: AllocationResult
  let billed: AllocationResult
  /// Whether the ratios of a cost's shares sum to 1.
  let tellsRatios: Bool
  /// The tags of who receives.
  let tagsOf: (_ target: String) -> [String: String]
  /// The tags of what was recorded.
  let lineTags: (UsageLine) -> [String: String]

  /// The rows.
  func joined() -> ExportedUsage {
    let (first, second) = (effective.table, billed.table)
    if first.hasSameRows(as: second) {
      let table = first.with(lines: tagged(first.lines))
      let splits = (0..<first.count).map { split($0, of: effective, in: first) }
      return ExportedUsage(table, billed: second.costs, splits: splits)
    }
    return matched(first, second)
  }

  private func tagged(_ lines: [UsageLine]) -> [UsageLine] {
    lines.map { line in
      var line = line
      line.tags = lineTags(line)
      return line
    }
  }

  private func split(
    _ row: Int,
    of result: AllocationResult,
    in table: UsageTable,
    tellsRatio: Bool = true
  ) -> ExportedUsage.Split? {
    let target = table.lines[Int(table.lineOf[row])].target
    guard let target, let method = result.method(ofRow: row) else { return nil }
    return ExportedUsage.Split(
      method: method.id,
      target: method.resource,
      tags: tagsOf(target),
      details: tellsRatios && tellsRatio ? method.details : nil
    )
  }

  /// What a row of both tables is known by.
  private struct Place: Hashable {
    let line: UsageLine
    let day: Int32
    let quality: UInt8

    init(_ row: Int, of table: UsageTable) {
      line = table.lines[Int(table.lineOf[row])]
      day = table.days[row]
      quality = table.qualities[row]
    }
  }

  /// A row of one of the tables, with its other money.
  private struct Row {
    let table: UsageTable
    let row: Int
    var effective: FixedDecimal?
    var billed: FixedDecimal?
    var split: ExportedUsage.Split?
    /// Requests and quantities are told with the effective view, and once.
    let tellsUsage: Bool
  }

  private func matched(_ first: UsageTable, _ second: UsageTable) -> ExportedUsage {
    var rows = (0..<first.count).map { row in
      let cost = first.costs[row]
      return Row(
        table: first,
        row: row,
        effective: cost,
        billed: cost.map { _ in .zero },
        split: split(row, of: effective, in: first),
        tellsUsage: true
      )
    }
    var free = Dictionary(grouping: (0..<first.count).reversed()) { Place($0, of: first) }
    for row in 0..<second.count {
      let cost = second.costs[row]
      if let known = free[Place(row, of: second)]?.popLast() {
        rows[known].billed = cost
      } else {
        rows.append(
          Row(
            table: second,
            row: row,
            effective: cost.map { _ in .zero },
            billed: cost,
            split: split(row, of: billed, in: second, tellsRatio: false),
            tellsUsage: false
          )
        )
      }
    }
    // Sorting is stable, so that rows of a day keep their order.
    rows.sort { $0.table.days[$0.row] < $1.table.days[$1.row] }
    return ExportedUsage(
      Self.table(rows, lineTags),
      billed: AmountColumn(rows.map(\.billed)),
      splits: rows.map(\.split)
    )
  }

  private static func table(
    _ rows: [Row],
    _ lineTags: (UsageLine) -> [String: String]
  ) -> UsageTable {
    var lines: [UsageLine] = []
    var placeOf: [UsageLine: UInt32] = [:]
    let lineOf = rows.map { row in
      var line = row.table.lines[Int(row.table.lineOf[row.row])]
      line.tags = lineTags(line)
      if let known = placeOf[line] { return known }
      let place = UInt32(lines.count)
      placeOf[line] = place
      lines.append(line)
      return place
    }
    func told(_ column: KeyPath<UsageTable, AmountColumn>) -> AmountColumn {
      AmountColumn(rows.map { $0.tellsUsage ? $0.table[keyPath: column][$0.row] : nil })
    }
    return UsageTable(
      lines: lines,
      lineOf: lineOf,
      days: rows.map { $0.table.days[$0.row] },
      qualities: rows.map { $0.table.qualities[$0.row] },
      costs: AmountColumn(rows.map(\.effective)),
      requests: told(\.requests),
      quantities: told(\.quantities),
      natives: told(\.natives)
    )
  }
}
