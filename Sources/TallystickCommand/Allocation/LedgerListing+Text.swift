import ReportDocument
import UsageAnalysis
import UsageModel

extension LedgerListing {
  /// The lines of the table over all days.
  var table: [String] {
    guard !summary.rows.isEmpty else { return [] }
    let hasSteps = summary.rows.contains { $0.from != nil }
    var table = TextTable(
      titles: ["target", "source"] + (hasSteps ? ["from"] : [])
        + ["rule", "written at", "method", "divided", "share", "amount"],
      isNumber: [false, false] + (hasSteps ? [false] : [])
        + [false, false, false, true, true, true],
      rows: summary.rows.map { row in
        [row.target, row.source] + (hasSteps ? [row.from ?? ""] : [])
          + [
            row.rule ?? "", row.place?.description ?? "", row.method,
            text(row.whole, row.measure), row.ratio.map { Self.format.percent($0) } ?? "",
            passed(text(row.amount, row.measure), row.isPassedOn),
          ]
      }
    )
    table.total = total(columns: table.titles.count)
    return table.lines
  }

  /// The lines of the table with every share.
  var dailyTable: [String] {
    guard !rows.isEmpty else { return [] }
    var table = TextTable(
      titles: ["day", "target", "source", "rule", "method", "weight", "of", "ratio", "amount"],
      isNumber: [false, false, false, false, false, true, true, true, true],
      rows: rows.map { row in
        [
          row.day.description, row.target, row.source, row.rule ?? "", row.method,
          Self.format.number(row.weight), Self.format.number(row.totalWeight),
          Self.format.percent(row.ratio), passed(text(row.amount, row.measure), row.isPassedOn),
        ]
      }
    )
    table.total = total(columns: table.titles.count)
    return table.lines
  }

  private static var format: NumberFormat { .englishUS }

  private func total(columns: Int) -> [String]? {
    guard let kept = summary.kept[currency] else { return nil }
    return ["total"] + Array(repeating: "", count: columns - 2)
      + [Self.format.money(Money(kept, currency))]
  }

  private func passed(_ text: String, _ isPassedOn: Bool) -> String {
    isPassedOn ? "(\(text))" : text
  }

  private func text(
    _ amount: FixedDecimal,
    _ measure: AllocationLedger.Row.Measure
  ) -> String {
    switch measure {
    case .money(let currency): Self.format.text(.money(Money(amount, currency)))
    case .requests: "\(Self.format.number(amount)) requests"
    case .quantity(let unit): "\(Self.format.number(amount)) \(unit)"
    }
  }
}
