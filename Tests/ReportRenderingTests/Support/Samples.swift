import ReportDocument
import Testing
import UsageModel

/// Values that tests share.
enum Samples {
  static let firstDay = Day(daysSince1970: 20_758)

  static func days(_ count: Int) -> [Day] { (0..<count).map { firstDay.advanced(by: $0) } }

  static func money(_ text: String) -> Value {
    .money(Money(FixedDecimal(text) ?? .zero, "USD"))
  }

  static func moneyChange(_ text: String) -> Value {
    .moneyChange(Money(FixedDecimal(text) ?? .zero, "USD"))
  }

  static func percent(_ text: String) -> Value { .percent(FixedDecimal(text) ?? .zero) }

  static func decimals(_ texts: [String?]) -> [FixedDecimal?] {
    texts.map { $0.flatMap { FixedDecimal($0) } }
  }

  static let daily: [FixedDecimal?] = decimals([
    "105.78", "177.81", "178.4", "177.8", "175.4", "177.1", "114.2", "108.6", "179.8", "181",
    "189.3", "266.31", "203", "119.9", "122.8", "193.3", "195.1", "195.4", "178", "173.71",
  ])

  static func document(_ blocks: [Block]) -> ReportDocument {
    ReportDocument(
      title: "November 2026",
      eyebrow: "Usage report",
      period: Period("2026-11"),
      periodNote: "1–20 November, 20 of 30 days",
      generatedAt: Timestamp(rfc3339: "2026-11-21T06:00:00Z"),
      currency: "USD",
      blocks: blocks,
      footer: ["Days are UTC."]
    )
  }

  static let providers = Table(
    caption: "Shares of all spend.",
    columns: [
      Column("Provider"), Column("Spend", hasBar: true), Column("Share", isSecondary: true),
      Column("Of limit"), Column("vs October"), Column("Daily"),
    ],
    rows: [
      Row(
        [
          .text("Puter"), money("1243.184"), percent("0.6665"), .percent(1, decimals: 0),
          .change(before: 1096, after: 1243), .series([1, 3, 2, 4]),
        ],
        swatch: 0
      ),
      Row(
        [
          .text("Notte"), .marked(money("612.404"), "†"), percent("0.3283"), .unknown,
          .change(before: 0, after: 612), .series([1, nil, 2, nil]),
        ],
        swatch: 1
      ),
      Row(
        [
          .text("Other (2)"), money("9.704"), percent("0.0052"), .missing,
          .change(before: 12, after: 10), .series([nil, nil]),
        ],
        style: .folded
      ),
    ],
    total: Row([
      .text("Total"), money("1865.292"), percent("1"), .missing, .change(before: 1108, after: 1865),
    ]),
    leftOut: 3
  )

  static let matrix = Table(
    columns: [
      Column("App"), Column("Total"), Column("Puter", hasBar: true, swatch: 0),
      Column("Shared", hasBar: true, swatch: 7),
    ],
    rows: [
      Row([.text("Atlas"), money("402.14"), money("402.12"), money("0.02")]),
      Row([.text("Beacon"), money("88.9"), .missing, money("88.9")]),
    ],
    total: Row([.text("Total"), money("491.04"), money("402.12"), money("88.92")])
  )

  static let changes = Table(
    columns: [Column("App"), Column("Change", hasBar: true), Column("Percent")],
    rows: [
      Row([.text("Tidepool"), moneyChange("313.16"), .change(before: 0, after: 313)]),
      Row([.text("Courier"), moneyChange("-43.16"), .change(before: 577, after: 534)]),
    ]
  )

  static let units = Table(
    columns: [
      Column("Meter"), Column("Quantity"), Column("Unit price"), Column("Since"), Column("Seen"),
      Column("Took"), Column("Size"),
    ],
    rows: [
      Row([
        .text("Output tokens"), .number(61_400_000), money("0.000012"), .day(firstDay),
        .time(Timestamp(seconds: 1_793_500_000)), .duration(seconds: 90), .bytes(12_345),
      ]),
      Row([
        .text("Minutes"), .quantity(12, unit: "minutes"), money("0.04"), .missing, .unknown,
        .duration(seconds: 200_000), .bytes(0),
      ]),
    ]
  )

  /// Rows under lines of their own.
  static let groups = Table(
    columns: [Column("Name"), Column("Change", hasBar: true), Column("Now")],
    rows: [
      Row([.text("Providers")], style: .group),
      Row([.text("Notte"), moneyChange("191.25"), money("612.4")], swatch: 2),
      Row([.text("Cuadra"), moneyChange("-47.25"), .marked(money("418.77"), "†")], swatch: 4),
      Row([.text("Apps")], style: .group),
      Row([.text("Tidepool"), moneyChange("313.16"), money("313.16")]),
    ],
    total: Row([.text("Total"), moneyChange("457.16"), money("1344.33")])
  )

  /// Rows that share the first part of their name.
  static let repeated = Table(
    columns: [Column("Provider"), Column("Meter"), Column("Quantity"), Column("Amount")],
    rows: [
      Row(
        [.text("Puter"), .text("Output tokens"), .number(61_400_000), money("736.8")],
        swatch: 0
      ),
      Row(
        [.text("Puter"), .text("Input tokens"), .number(81_595_000), money("326.38")],
        swatch: 0
      ),
      Row(
        [.text("Helius"), .text("RPC credits"), .number(90_710_000), money("453.55")],
        swatch: 1
      ),
      Row([.text("Shoal"), .text("Signal queries"), .number(37_330), money("447.96")], swatch: 3),
      Row([.text("Shoal"), .text("Service credit"), .number(1), money("-12")], swatch: 3),
    ],
    total: Row([.text("Total"), .missing, .missing, money("1952.69")])
  )

  /// Names and texts that are longer than a phone is wide.
  static let longNames = Table(
    caption: "Which models took most, with the words that their platform has for them.",
    columns: [
      Column("Model"), Column("Spend", hasBar: true), Column("Share of all spend in the period"),
      Column("Remark"),
    ],
    rows: [
      Row([
        .text("openrouter:anthropic/claude-sonnet-4.5-20250929"), money("12345.67"),
        percent("0.9"), .text(String(repeating: "an ordinary sentence, ", count: 12)),
      ]),
      Row(
        [
          .text(String(repeating: "unbroken", count: 20)), money("0.5"), percent("0.1"),
          .text(String(repeating: "x", count: 150)),
        ],
        swatch: 1
      ),
    ]
  )

  static let figures: [Figure] = [
    Figure(
      "Spend to date",
      money("3412.86"),
      before: money("2938.15"),
      note: "vs 1–20 Oct",
      spark: [1, 2, nil, 3]
    ),
    Figure(
      "Forecast",
      .money(Money(5141, "USD"), decimals: 0),
      range: .init(
        low: .money(Money(4905, "USD"), decimals: 0),
        high: .money(Money(5394, "USD"), decimals: 0),
        level: 80
      ),
      note: "by the last 90 days"
    ),
    Figure("Large", money("12345.67")),
    Figure("Days to limit", .quantity(8, unit: "days")),
    Figure("Budget left", .missing, note: "no budget set"),
  ]
}
