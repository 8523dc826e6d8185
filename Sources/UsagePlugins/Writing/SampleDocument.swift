public import ReportDocument
import UsageModel

extension ReportDocument {
  /// A made-up report that has every kind of block and value, for trying out writers.
  public static var everyBlock: ReportDocument {
    let first = Day(daysSince1970: 20_727)  // 2026-10-01
    let money = Money(FixedDecimal(1234), "USD")
    let values: [Value] = [
      .text("=1+1"), .money(money), .number(3), .quantity(7, unit: "minutes"), .percent(1),
      .change(before: 2, after: nil), .moneyChange(money), .day(first),
      .time(Timestamp(seconds: 1_790_812_800)), .duration(seconds: 90), .bytes(2048),
      .series([1, nil, 3]), .missing, .unknown, .marked(.number(5), "†"),
    ]
    let table = Table(
      caption: "Every value, \"quoted\"",
      columns: [Column("Kind"), Column("Value", alignment: .right)],
      rows: values.enumerated().map { Row([.text("value \($0)"), $1]) },
      total: Row([.text("Total"), .missing]),
      leftOut: 2
    )
    let forecast = ChartForecast([.init(4, likely80: 3...5, likely95: 2...6), .init(5)])
    let days = (0..<3).map { first.advanced(by: $0) }
    let charts: [Chart.Content] = [
      .plot(
        Chart.Plot(
          .line,
          axis: .days(days),
          series: [ChartSeries("Shop", values: [1, nil])],
          levels: [ChartLevel("Budget", value: 9)]
        )
      ),
      .burnUp(
        Chart.BurnUp(days: first..<first.advanced(by: 5), totals: [1, 2], forecast: forecast)
      ),
      .fan(Chart.Fan(first: first, actual: [.complete(1), .missing], forecast: forecast)),
      .calendar(Chart.Calendar(first: first, actual: [.complete(1)], upcoming: [2])),
      .flow(Chart.Flow([Chart.Flow.Share(from: "helius", to: "Wallet", amount: 3)])),
      .sparkline(
        Chart.Spark(axis: .labels(["a"]), series: ChartSeries("Spark", values: [1]))
      ),
    ]
    return ReportDocument(
      title: "Every kind of block",
      subtitle: "Made up",
      eyebrow: "Usage report",
      period: Period(.month, containing: first),
      generatedAt: Timestamp(seconds: 1_790_812_800),
      currency: "USD",
      summary: "Nothing of this is real.",
      blocks: [
        .heading(Heading("A heading")),
        .paragraph([
          .text("plain "), .emphasis([.text("emphasis")]), .strong([.text("strong")]),
          .code("code"),
        ]),
        .notice(Notice(.warning, [.text("A warning.")])),
        .list(
          BulletList(items: [
            .init([.text("an item")], sublist: BulletList(items: [.init([.text("below it")])]))
          ])
        ),
        .figures([
          Figure(
            "Spent",
            .money(money),
            before: .money(money),
            range: .init(low: .number(1), high: .number(2), level: 80),
            note: "so far",
            spark: [1, nil]
          )
        ]),
        .table(table),
        .section(Section("Charts", blocks: charts.map { .chart(.sample($0)) })),
        .details(Details("More", blocks: [.code(CodeBlock("x = 1", language: "lua"))])),
        .columns([[.rule], [.pageBreak]]),
      ],
      footer: ["Small print."]
    )
  }
}

extension Chart {
  fileprivate static func sample(_ content: Content) -> Chart {
    Chart(title: "A chart", unit: .money("USD"), note: "made up", content)
  }
}
