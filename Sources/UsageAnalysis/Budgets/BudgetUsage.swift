public import UsageModel

/// The usage in a budget's scope, with the days of which anything is known.
public struct BudgetUsage: Sendable {
  /// The usage in the scope, followed by what tells only that its day is known.
  let table: UsageTable
  /// How many records are of the scope.
  let counted: Int

  /// Puts both together.
  ///
  /// - Parameters:
  ///   - usage: The usage in the budget's scope.
  ///   - seen: All usage of the same sources, which tells of days on which none of the scope was used.
  public init(_ usage: UsageTable, seen: UsageTable) {
    counted = usage.count
    func column(_ amounts: AmountColumn) -> AmountColumn {
      AmountColumn(
        (0..<usage.count).map { amounts[$0] } + Array(repeating: nil, count: seen.count)
      )
    }
    table = UsageTable(
      lines: usage.lines + seen.lines,
      lineOf: usage.lineOf + seen.lineOf.map { $0 + UInt32(usage.lines.count) },
      days: usage.days + seen.days,
      qualities: usage.qualities + seen.qualities,
      costs: column(usage.costs),
      requests: column(usage.requests),
      quantities: column(usage.quantities),
      natives: column(usage.natives)
    )
  }
}
