import ReportDocument
import UsageModel

/// A report with a table of ten thousand rows and two hundred sections.
struct LargeReport {
  var document: ReportDocument {
    ReportDocument(
      title: "Everything in November 2026",
      eyebrow: "Usage report",
      period: Period("2026-11"),
      generatedAt: Timestamp(rfc3339: "2026-11-21T06:00:00Z"),
      currency: "USD",
      summary: "All there is, one row a meter.",
      blocks: [.figures(figures), .table(table)] + sections,
      footer: ["Days are UTC."]
    )
  }

  private func money(_ cents: Int) -> Money {
    Money(FixedDecimal(units: Int128(cents) * FixedDecimal.unitsPerOne / 1000), "USD")
  }

  private var figures: [Figure] {
    (1...4).map { number in
      Figure("Figure \(number)", .money(money(number * 1_234_567)), note: "of all")
    }
  }

  private var table: Table {
    let parts = (0..<10_000).map { ($0 * 7919) % 1_000_003 }
    let rows = parts.enumerated().map { index, part in
      Row([
        .text("meter-\(index) of app \(index % 97)"), .money(money(part)),
        .percent(FixedDecimal(units: Int128(part) * 200_000)),
        .number(FixedDecimal(part * 31)),
        .change(before: FixedDecimal(part + 5), after: FixedDecimal(part + index % 11)),
      ])
    }
    return Table(
      caption: "Every meter.",
      columns: [
        Column("Meter"), Column("Spend", hasBar: true), Column("Share", isSecondary: true),
        Column("Quantity"), Column("vs October"),
      ],
      rows: rows,
      total: Row([
        .text("Total"), .money(money(parts.reduce(0, +))), .missing,
        .number(FixedDecimal(parts.reduce(0, +) * 31)),
      ])
    )
  }

  private var sections: [Block] {
    (1...200).map { number in
      let rows = (1...5).map { row in
        Row([
          .text("App \(row)"), .money(money(number * row * 1017)),
          .day(Day(daysSince1970: 20_758 + row)),
        ])
      }
      return .section(
        Section(
          "Section \(number)",
          blocks: [
            .paragraph(InlineMarkdown.parseInline("What **section \(number)** says, in `words`.")),
            .table(Table(columns: [Column("App"), Column("Spend"), Column("Since")], rows: rows)),
            .list(BulletList(items: [.init([.text("one")]), .init([.text("two")])])),
          ]
        )
      )
    }
  }
}
