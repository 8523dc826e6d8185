import ReportDocument
import UsageModel

extension PricedTerms {
  /// The lines of the table in a terminal; none where there is neither a term nor usage.
  func table(_ currency: String) -> [String] {
    guard !isEmpty else { return [] }
    let format = NumberFormat.englishUS
    let money = { (amount: FixedDecimal?) in
      amount.map { format.money(Money($0, currency)) } ?? ""
    }
    var rows = entries.map { entry in
      [
        entry.term.kind, entry.sourceNames.joined(separator: ", "), entry.term.words(currency),
        entry.term.since?.description ?? "", entry.effect,
        entry.days.isEmpty ? "" : format.number(FixedDecimal(entry.days.count)),
        money(entry.effective), money(entry.billed),
      ]
    }
    rows += unpricedByUnit.map { unit, quantity in
      ["unpriced", "", "", "", "\(format.number(quantity)) \(unit)", "", "", ""]
    }
    return TextTable(
      titles: ["kind", "source", "term", "since", "priced", "days", "effective", "billed"],
      isNumber: [false, false, false, false, true, true, true, true],
      rows: rows,
      total: ["total", "", "", "", "", "", money(effective), money(billed)]
    ).lines
  }

  /// Whether there is nothing to list.
  var isEmpty: Bool { entries.isEmpty && unpriced.isEmpty }

  /// What nothing prices, in the order of the units.
  var unpricedByUnit: [(unit: String, quantity: FixedDecimal)] {
    unpriced.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension PricedTerms.Entry {
  /// The sources whose money it decided; of one that did nothing, the source that it names.
  var sourceNames: [String] {
    sources.isEmpty ? [term.source].compactMap(\.self) : sources.sorted()
  }

  /// What it priced, in the order of the units.
  var pricedByUnit: [(unit: String, quantity: FixedDecimal)] {
    priced.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What it priced, in words; fees and charges have their amounts in the columns of money alone.
  fileprivate var effect: String {
    if isIdle { return "nothing" }
    if days.isEmpty { return "conversion" }
    return pricedByUnit.map { NumberFormat.englishUS.quantity($0.quantity, unit: $0.unit) }
      .joined(separator: ", ")
  }
}
