import ReportDocument
import UsageModel

// What each receiver gets, pool by pool.

extension ChartTable {
  mutating func fill(_ flow: Chart.Flow) {
    let layout = FlowLayout(flow)
    notes += layout.credits.isEmpty ? [] : [Self.note(on: layout.credits, words)]
    guard layout.pools.count <= Self.poolLimit, let matrix = matrix(of: flow, layout) else {
      return list(flow)
    }
    table = matrix
  }

  /// A row a receiver and a column a pool.
  private func matrix(of flow: Chart.Flow, _ layout: FlowLayout) -> Table? {
    var receivers = layout.receivers.map(\.name)
    var pools = layout.pools.map(\.name)
    // Who only gets credits is in no picture, but in the table.
    for share in layout.credits {
      if !receivers.contains(share.to) { receivers.append(share.to) }
      if !pools.contains(share.from) { pools.append(share.from) }
    }
    var amounts: [[FixedDecimal?]] = receivers.map { _ in pools.map { _ in nil } }
    let places = (
      from: Dictionary(uniqueKeysWithValues: pools.enumerated().map { ($1, $0) }),
      to: Dictionary(uniqueKeysWithValues: receivers.enumerated().map { ($1, $0) })
    )
    for share in flow.shares {
      guard let row = places.to[share.to], let column = places.from[share.from] else { continue }
      guard let sum = try? (amounts[row][column] ?? .zero) + share.amount else { return nil }
      amounts[row][column] = sum
    }
    func sum(_ values: [FixedDecimal?]) -> FixedDecimal? {
      try? FixedDecimal.sum(of: values.compactMap(\.self))
    }
    let totals = amounts.map(sum)
    let whole = sum(totals)
    let columns = pools.indices.map { column in sum(amounts.map { $0[column] }) }
    var titles = ["Total", "Share"]
    if pools.count > 1 { titles += pools }
    func cells(_ total: FixedDecimal?, _ parts: [Value]) -> [Value] {
      let share = total.flatMap { total in whole.flatMap { try? total.divided(by: $0) } ?? nil }
      return [words.cell(total), share.map { .percent($0) } ?? .missing]
        + (pools.count > 1 ? parts : [])
    }
    return Table(
      columns: [Column(PlainText.oneLine(flow.receivers))]
        + titles.enumerated().map { index, title in
          Column(title, alignment: .right, isSecondary: index == 1, isMain: index == 0)
        },
      rows: receivers.indices.map { row in
        Row(
          [.text(receivers[row])]
            + cells(totals[row], amounts[row].map { $0.map { words.cell($0) } ?? .missing }),
          style: FlowLayout.isRest(receivers[row]) ? .folded : .normal
        )
      },
      total: Row([.text("Total")] + cells(whole, columns.map { words.cell($0) }))
    )
  }

  /// A row a share, for more pools than columns have room.
  private mutating func list(_ flow: Chart.Flow) {
    table = Table(
      columns: [
        Column("From"), Column(flow.receivers, alignment: .left),
        Column("Amount", alignment: .right, isMain: true),
      ],
      rows: flow.shares.map { Row([.text($0.from), .text($0.to), words.cell($0.amount)]) }
    )
  }

  private static func note(on credits: [Chart.Flow.Share], _ words: ChartWords) -> String {
    let shown = credits.prefix(3).map { share in
      "\(words.name(share.from)) → \(words.name(share.to)), \(words.value(share.amount))"
    }
    let more = credits.count > 3 ? " and \(credits.count - 3) more" : ""
    return "Not in the picture, being below zero: \(shown.joined(separator: "; "))\(more)."
  }
}
