import ReportDocument
import UsageAnalysis
import UsageModel

extension UsageListing {
  /// The lines of the CSV, with exact values.
  var csv: [String] {
    let rows = groups.rows.map { row in
      let totals = row.totals
      return keys(of: row)
        + values(of: totals, unpriced: { "\($0.quantity) \($0.unit)" }) { amount, _ in
          amount.description
        }
    }
    return ([titles] + rows).map { $0.map(Self.csvField).joined(separator: ",") }
  }

  /// The lines of the table in a terminal.
  var table: [String] {
    guard !isEmpty else { return [] }
    let format = NumberFormat.englishUS
    func cells(of totals: UsageTotals) -> [String] {
      values(of: totals, unpriced: { "\(format.number($0.quantity)) \($0.unit)" }) {
        amount,
        isCost in
        isCost ? format.money(Money(amount, currency)) : format.number(amount)
      }
    }
    let keyCount = keyDimensions.count
    var table = TextTable(
      titles: titles,
      isNumber: titles.indices.map { $0 >= keyCount && titles[$0] != "unit" },
      rows: groups.rows.map { keys(of: $0).map(Self.printable) + cells(of: $0.totals) }
    )
    if query.measure == .cost {
      let blanks = [String](repeating: "", count: keyCount - 1)
      table.total = ["total"] + blanks + cells(of: total)
    }
    return table.lines
  }

  private var titles: [String] {
    let values =
      switch query.measure {
      case .cost: ["cost", "requests", "unpriced"]
      case .quantity: ["quantity", "unit"]
      }
    return keyDimensions.map(\.name) + values
  }

  /// The texts below the titles; what is not known is empty.
  private func values(
    of totals: UsageTotals,
    unpriced: ((unit: String, quantity: FixedDecimal)) -> String,
    amount write: (FixedDecimal, _ isCost: Bool) -> String
  ) -> [String] {
    switch query.measure {
    case .cost:
      return [
        totals.cost.map { write($0, true) } ?? "", totals.requests.map { write($0, false) } ?? "",
        totals.unpricedByUnit.map(unpriced).joined(separator: ", "),
      ]
    case .quantity:
      return [totals.amount.map { write($0.quantity, false) } ?? "", totals.amount?.unit ?? ""]
    }
  }

  private static func csvField(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// A platform's text without what a terminal would act on.
  private static func printable(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
    return String(String.UnicodeScalarView(scalars))
  }
}
