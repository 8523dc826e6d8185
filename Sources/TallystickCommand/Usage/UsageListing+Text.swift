import ReportDocument
import UsageAnalysis
import UsageModel

extension UsageListing {
  /// The lines of the CSV, with exact values.
  var csv: [String] {
    let exact = Writing(cost: \.description, number: \.description)
    let rows = groups.rows.map { keys(of: $0) + values(of: $0.totals, as: exact) }
    return ([titles] + rows).map { $0.map(Self.csvField).joined(separator: ",") }
  }

  /// The lines of the table in a terminal.
  var table: [String] {
    guard !isEmpty else { return [] }
    let format = NumberFormat.englishUS
    let readable = Writing(
      cost: { format.money(Money($0, currency)) },
      number: { format.number($0) }
    )
    let keyCount = keyDimensions.count
    var table = TextTable(
      titles: titles,
      isNumber: titles.indices.map { $0 >= keyCount && titles[$0] != "unit" },
      rows: groups.rows.map {
        keys(of: $0) + values(of: $0.totals, as: readable)
      }
    )
    if query.measure == .cost {
      let blanks = [String](repeating: "", count: keyCount - 1)
      table.total = ["total"] + blanks + values(of: total, as: readable)
    }
    return table.lines + uncountedNote
  }

  /// Says whose requests are not in the total; nothing where it is whole, or where there is none.
  private var uncountedNote: [String] {
    guard query.measure == .cost, total.requests != nil else { return [] }
    let names = frame.uncounted
    return names.isEmpty ? [] : ["Not in the requests: \(names.joined(separator: ", "))"]
  }

  private var titles: [String] {
    let values =
      switch query.measure {
      case .cost: ["cost", "requests", "unpriced"]
      case .quantity: ["quantity", "unit"]
      }
    return keyDimensions.map(\.name) + values
  }

  /// How amounts become texts.
  private struct Writing {
    let cost: (FixedDecimal) -> String
    let number: (FixedDecimal) -> String
  }

  /// The texts below the titles; what is not known is empty.
  private func values(of totals: UsageTotals, as writing: Writing) -> [String] {
    switch query.measure {
    case .cost:
      let unpriced = totals.unpricedByUnit.map { "\(writing.number($0.quantity)) \($0.unit)" }
      return [
        totals.cost.map(writing.cost) ?? "", totals.requests.map(writing.number) ?? "",
        unpriced.joined(separator: ", "),
      ]
    case .quantity:
      return [totals.amount.map { writing.number($0.quantity) } ?? "", totals.amount?.unit ?? ""]
    }
  }

  private static func csvField(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
