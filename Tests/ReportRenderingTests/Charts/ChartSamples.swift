import ReportDocument
import UsageModel

/// One chart of each kind for each case that data can be.
enum ChartSamples {
  typealias Sample = (name: String, chart: Chart)

  /// From far below a cent to more than anybody spends.
  static let extremes: [FixedDecimal?] = Samples.decimals([
    "0.0000001", "1000000000000000", nil, "0.0000002",
  ])

  static let november: Range<Day> = Samples.firstDay..<Samples.firstDay.advanced(by: 30)

  static func amount(_ text: String) -> FixedDecimal { FixedDecimal(text) ?? .zero }

  /// Ten days that are expected around an amount, less sure from day to day.
  static func forecast(around amounts: [Int], spread: Int) -> ChartForecast {
    ChartForecast(
      amounts.enumerated().map { index, amount in
        let half = spread + index * spread / 2
        return .init(
          FixedDecimal(amount),
          likely80: FixedDecimal(amount - half)...FixedDecimal(amount + half),
          likely95: FixedDecimal(amount - 2 * half)...FixedDecimal(amount + 2 * half)
        )
      }
    )
  }

  static let daily: [DayAmount] = [DayAmount](Samples.daily)

  static func burnUp(_ burnUp: Chart.BurnUp, note: String? = nil) -> Chart {
    Chart(title: "Spend so far", unit: .money("USD"), note: note, .burnUp(burnUp))
  }

  static func fan(_ fan: Chart.Fan) -> Chart {
    Chart(title: "Spend by day", unit: .money("USD"), .fan(fan))
  }

  static func calendar(_ calendar: Chart.Calendar, unit: ChartUnit = .money("USD")) -> Chart {
    Chart(title: "Spend calendar", unit: unit, .calendar(calendar))
  }

  static func flow(_ shares: [(String, String, String)], swatches: [String: Int] = [:]) -> Chart {
    let shares = shares.map { Chart.Flow.Share(from: $0.0, to: $0.1, amount: amount($0.2)) }
    return Chart(
      title: "Who pays",
      unit: .money("USD"),
      .flow(.init(shares, swatches: swatches, receivers: "App"))
    )
  }

  static func sparkline(_ values: [FixedDecimal?]) -> Chart {
    Chart(
      title: "Spend",
      unit: .money("USD"),
      .sparkline(
        .init(
          axis: .days(Samples.days(values.count)),
          series: ChartSeries("Spend", values: values)
        )
      )
    )
  }

  // MARK: Cases

  private static let totals = (try? Chart.BurnUp.totals(of: Samples.daily)) ?? []
  private static let toCome = [3500, 3700, 3900, 4100, 4300, 4500, 4690, 4820, 4940, 5140]

  static let burnUps: [Sample] = [
    (
      "burnup-normal",
      burnUp(
        .init(
          days: november,
          totals: totals,
          forecast: forecast(around: toCome, spread: 40),
          earlier: ChartSeries("October", values: (1...31).map { FixedDecimal(143 * $0) }),
          budget: ChartLevel("Budget", value: 4800)
        )
      )
    ),
    (
      "burnup-gaps",
      burnUp(
        .init(
          days: november,
          totals: totals.enumerated().map { [4, 5, 7, 19].contains($0) ? nil : $1 },
          forecast: forecast(around: toCome, spread: 40)
        )
      )
    ),
    (
      "burnup-negative",
      burnUp(
        .init(
          days: november,
          totals: [50, 120, -40, -80, 10],
          budget: ChartLevel("Budget", value: 100)
        )
      )
    ),
    (
      "burnup-point",
      burnUp(
        .init(days: november, totals: [5], budget: ChartLevel("Budget", value: 100)),
        note: "A forecast needs 7 known days of history, and there is 1"
      )
    ),
    ("burnup-zero", burnUp(.init(days: november, totals: [0, 0, 0]))),
    ("burnup-nothing", burnUp(.init(days: november, totals: [nil, nil]))),
    (
      "burnup-extreme",
      burnUp(
        .init(
          days: november,
          totals: extremes.prefix(2) + [],
          forecast: ChartForecast([.init(amount("2000000000000000"))]),
          budget: ChartLevel("Budget", value: amount("0.0000001"))
        )
      )
    ),
  ]

  static let fans: [Sample] = [
    (
      "fan-normal",
      fan(
        .init(
          first: Samples.firstDay,
          actual: daily,
          forecast: forecast(around: [122, 119, 199, 203, 201, 198], spread: 12),
          levels: [ChartLevel("even pace", value: 160)]
        )
      )
    ),
    (
      "fan-gaps",
      fan(
        .init(
          first: Samples.firstDay,
          actual: [
            .complete(5), .missing, .missing, .complete(8), .incomplete(6, lacking: 3),
            .incomplete(2),
          ],
          forecast: forecast(around: [9], spread: 1)
        )
      )
    ),
    (
      "fan-negative",
      fan(
        .init(
          first: Samples.firstDay,
          actual: [.complete(5), .complete(-3), .missing, .complete(-8)],
          forecast: forecast(around: [1, 2], spread: 3)
        )
      )
    ),
    ("fan-point", fan(.init(first: Samples.firstDay, actual: [.complete(5)]))),
    ("fan-zero", fan(.init(first: Samples.firstDay, actual: [.complete(0), .complete(0)]))),
    ("fan-nothing", fan(.init(first: Samples.firstDay, actual: [.missing, .missing]))),
    (
      "fan-extreme",
      fan(
        .init(
          first: Samples.firstDay,
          actual: [DayAmount](extremes),
          forecast: ChartForecast([.init(amount("0.0000003"))])
        )
      )
    ),
  ]

  static let calendars: [Sample] = [
    (
      "calendar-normal",
      calendar(
        .init(
          first: Samples.firstDay.advanced(by: -10),
          actual: [DayAmount](repeating: .complete(150), count: 10) + daily.dropLast()
            + [.incomplete(174)],
          upcoming: [122, nil, 199]
        )
      )
    ),
    (
      "calendar-gaps",
      calendar(
        .init(first: Samples.firstDay, actual: [.complete(12), .missing, .missing, .complete(14)])
      )
    ),
    (
      "calendar-negative",
      calendar(
        .init(first: Samples.firstDay, actual: [.complete(50), .complete(-30), .complete(40)])
      )
    ),
    ("calendar-point", calendar(.init(first: Samples.firstDay, actual: [.complete(5)]))),
    (
      "calendar-zero",
      calendar(.init(first: Samples.firstDay, actual: [.complete(0), .complete(0)]))
    ),
    ("calendar-nothing", calendar(.init(first: Samples.firstDay, actual: [.missing, .missing]))),
    (
      "calendar-extreme",
      calendar(.init(first: Samples.firstDay, actual: [DayAmount](extremes)))
    ),
    (
      "calendar-counts",
      calendar(
        .init(first: Samples.firstDay, actual: [.complete(1_234_567), .complete(2_500_000)]),
        unit: .count("requests")
      )
    ),
  ]

  static let flows: [Sample] = [
    (
      "flow-normal",
      flow(
        [
          ("Helius plan", "Atlas", "0.01"), ("Helius plan", "Ledgerline", "175"),
          ("Puter plan", "Atlas", "68.08"), ("Puter plan", "Ledgerline", "15.05"),
          ("Puter plan", "(unallocated)", "90"),
        ],
        swatches: ["Puter plan": 0, "Helius plan": 1]
      )
    ),
    (
      "flow-negative",
      flow([
        ("Puter", "Atlas", "50"), ("Puter", "Beacon", "-3"), ("Helius", "Atlas", "30"),
        ("Helius", "Atlas", "-10"), ("Helius", "Beacon", "20"),
      ])
    ),
    ("flow-credits", flow([("Puter", "Atlas", "-3")])),
    ("flow-point", flow([("Puter", "Atlas", "5")])),
    ("flow-zero", flow([("Puter", "Atlas", "0"), ("Puter", "Beacon", "0")])),
    ("flow-nothing", flow([])),
    (
      "flow-extreme",
      flow([
        ("A pool whose name is too long to be shown", "Atlas", "1000000000000000"),
        ("B", "Beacon", "0.0000001"), ("C", "Courier", "0.0000001"),
      ])
    ),
    ("flow-many", flow((0..<12).map { ("Pool \($0 % 6)", "App \($0)", "\($0 + 1)") })),
    ("flow-more", flow((0..<12).map { ("Pool \($0)", "App \($0)", "\($0 + 1)") })),
  ]

  static let sparklines: [Sample] = [
    ("sparkline-normal", sparkline(Samples.daily)),
    ("sparkline-gaps", sparkline([1, nil, nil, 3, 2, nil])),
    ("sparkline-negative", sparkline([5, -3, 4])),
    ("sparkline-point", sparkline([5])),
    ("sparkline-zero", sparkline([0, 0, 0])),
    ("sparkline-nothing", sparkline([nil, nil])),
    ("sparkline-extreme", sparkline(extremes)),
  ]

  /// All of them.
  static let all: [Sample] = burnUps + fans + calendars + flows + sparklines
}
