import ReportDocument
import Testing
import UsageModel

@Suite struct ChartTests {
  private func chart(_ expression: String) async throws -> Chart {
    try #require(
      try await blocks(
        """
        local f = usage.load { period = period("2026-11-04..2026-11-06") }
        r:chart(\(expression))
        """
      ).first?.chart
    )
  }

  private static let days = (3...5).map { Month(year: 2026, month: 11).start.advanced(by: $0) }

  @Test(arguments: [
    ("line", Chart.Kind.line), ("bars", .bars), ("stacked", .stacked), ("area", .area),
  ])
  func `each kind draws the days of a frame`(name: String, kind: Chart.Kind) async throws {
    #expect(
      try await chart("chart.\(name) { f }")
        == Chart(
          kind,
          title: "Daily cost, 4–6 November 2026",
          unit: .money("USD"),
          axis: .days(Self.days),
          series: [ChartSeries("4–6 November 2026", values: [3, nil, 3])]
        )
    )
  }

  @Test func `options go by name`() async throws {
    let chart = try await chart(
      """
      chart.line { f, title = "Requests", measure = "requests", height = 200, note = "counted" }
      """
    )
    #expect(chart.title == "Requests")
    #expect(chart.unit == .count("requests"))
    guard case .plot(let plot) = chart.content else { return #expect(Bool(false), "no plot") }
    #expect(plot.height == 200)
    #expect(chart.note == "counted")
    #expect(chart.series.map(\.values) == [[15, nil, 15]])
    let limited = try await self.chart("chart.line { f, limit = money('5 USD') }")
    #expect(limited.levels == [ChartLevel("limit", value: 5)])
  }

  @Test func `a frame by a dimension has a layer a value, the smaller ones folded`() async throws {
    let chart = try await chart("chart.stacked { f, by = 'provider' }")
    #expect(chart.series.map(\.name) == ["puter", "helius"])
    #expect(chart.series.map(\.swatch) == [0, 2])
    #expect(chart.series[0].values == [3, nil, 3])
  }

  @Test func `an earlier frame is there for comparison`() async throws {
    let chart = try await chart(
      "chart.line { f, usage.load { period = period('2026-10-04..2026-10-07') } }"
    )
    #expect(chart.axis.count == 4)
    #expect(chart.series.map(\.isReference) == [false, true])
    #expect(chart.series[0].name == "4–6 November 2026")
  }

  @Test func `series are drawn along the longest of them`() async throws {
    let chart = try await chart(
      """
      chart.line { f:daily(), usage.load({ period = period("2026-10-04..2026-10-07") }):daily() }
      """
    )
    #expect(chart.axis.count == 4)
    #expect(chart.series.map(\.name) == ["Now", "Before"])
    #expect(try await self.chart("chart.line { f:daily('requests') }").unit == .count("requests"))
  }

  @Test func `the first frame has the dates, also where another one is longer`() async throws {
    let chart = try await chart("chart.line { f, usage.load { period = period(\"2026-10\") } }")
    let first = Month(year: 2026, month: 11).start.advanced(by: 3)
    #expect(chart.axis == .days((0..<31).map { first.advanced(by: $0) }))
    #expect(chart.series[0].values == [3, nil, 3])
    #expect(chart.series[1].values.count == 31)
  }

  @Test func `groups are bars by name`() async throws {
    let chart = try await chart("chart.bars { f:where({ provider = 'puter' }):by('app') }")
    #expect(
      chart
        == Chart(
          .bars,
          title: "Cost by app",
          unit: .money("USD"),
          axis: .labels(["Shop", "Wallet"]),
          series: [ChartSeries("Cost", values: [4, 2])]
        )
    )
    let requests = try await self.chart("chart.bars { f:by('app'), measure = 'requests' }")
    #expect(requests.series == [ChartSeries("Requests", values: [20, 10, nil])])
  }

  @Test func `rows name what is drawn`() async throws {
    let chart = try await chart(
      """
      chart.bars { { name = "a", n = 1 }, { name = "b", n = 0/0 }, { name = "c" },
        x = "name", y = "n", unit = "users" }
      """
    )
    #expect(chart.axis == .labels(["a", "b", "c"]))
    #expect(chart.series == [ChartSeries("n", values: [1, nil, nil])])
    #expect(chart.unit == .count("users"))
    #expect(chart.title == "n by name")
    let money = try await self.chart(
      "chart.bars { { x = 'a', y = money('1 EUR') }, { x = 'b', y = 0 } }"
    )
    #expect(money.unit == .money("EUR"))
    #expect(money.series[0].values == [1, 0])
    let kept = try await self.chart(
      "chart.bars { f:by('app'):rows()(), x = 'app', y = 'cost' }"
    )
    #expect(kept.axis == .labels(["Shop"]))
  }

  @Test func `a sparkline is what a line would draw, of one series`() async throws {
    let chart = try await chart("chart.sparkline { f:daily(), title = 'Cost', note = 'n' }")
    #expect(
      chart.content
        == .sparkline(
          .init(axis: .days(Self.days), series: ChartSeries("Now", values: [3, nil, 3]))
        )
    )
    #expect(chart.title == "Cost" && chart.note == "n" && chart.unit == .money("USD"))
    let rows = try await self.chart("chart.sparkline { { x = 'a', y = 1 }, { x = 'b', y = 2 } }")
    #expect(rows.axis == .labels(["a", "b"]) && rows.series[0].values == [1, 2])
  }

  @Test func `a limit may be a plain number where the chart counts`() async throws {
    let chart = try await chart("chart.line { f, measure = 'requests', limit = 20 }")
    #expect(chart.levels == [ChartLevel("limit", value: 20)])
  }

  @Test(arguments: [
    ("chart.line {}", "chart.line: a chart needs its data first: { frame, title = … }"),
    ("chart.line()", "chart.line: argument 1 (chart): expected a table, got nothing"),
    ("chart.line(f)", "chart.line: argument 1 (chart): expected a table, got a frame"),
    (
      "chart.line { 5 }",
      "chart.line: entry 1: expected a frame, groups, series, metrics or rows, got 5"
    ),
    ("chart.line { f, 5 }", "chart.line: entry 2: expected another frame, got 5"),
    ("chart.line { nil, f }", "chart.line: the list has a gap: its entry 1 is nil"),
    ("chart.line { f:daily(), f }", "chart.line: entry 2: expected another series, got a frame"),
    (
      "chart.line { f:daily(), f:daily('requests') }",
      "chart.line: the series mix cost and requests; a chart has one unit"
    ),
    (
      "chart.bars { f:by('app'), f:by('app') }",
      "chart.bars: a chart of groups has one grouping only"
    ),
    (
      "chart.line { f, titel = 'x' }",
      "chart.line: unknown option \"titel\"; did you mean \"title\"?"
    ),
    (
      "chart.line { f, measure = 'sum' }",
      "chart.line: option \"measure\": expected \"cost\" or \"requests\", got \"sum\""
    ),
    (
      "chart.line { f, height = 5 }",
      "chart.line: option \"height\": expected 40 to 1000 pixels, got 5"
    ),
    (
      "chart.line { f, height = math.maxinteger }",
      "chart.line: option \"height\": expected 40 to 1000 pixels, got 9223372036854775807"
    ),
    (
      "chart.line { f, limit = money('1 EUR') }",
      "chart.line: option \"limit\": the chart is in USD, not in EUR"
    ),
    (
      "chart.line { f, limit = 5 }",
      "chart.line: option \"limit\": the chart is in USD; write money(5, \"USD\")"
    ),
    (
      "chart.line { f, f, by = 'app' }",
      "chart.line: option \"by\" needs one frame alone"
    ),
    (
      "chart.bars { f:by('app'), by = 'app' }",
      "chart.bars: option \"by\" goes with a frame, not with groups"
    ),
    (
      "chart.bars { f, x = 'app' }",
      "chart.bars: option \"x\" goes with a list of rows, not with a frame"
    ),
    ("chart.line { f, by = 'ap' }", "chart.line: unknown dimension \"ap\"; did you mean \"app\"?"),
    (
      "chart.bars { { x = 'a', n = 1 } }",
      "chart.bars: no row has a field \"y\"; name the field that is drawn: y = …"
    ),
    (
      "chart.bars { { name = 'a', n = 1 }, y = 'n' }",
      "chart.bars: no row has a field \"x\"; name the field that names the rows: x = …"
    ),
    (
      "chart.bars { f:by('app'):rows()(), x = 'ap', y = 'cost' }",
      "chart.bars: unknown column \"ap\"; did you mean \"app\"?"
    ),
    (
      "chart.bars { { x = 'a', y = money('1 USD') }, { x = 'b', y = money('1 EUR') } }",
      "chart.bars: the rows mix USD and EUR; a chart has one unit"
    ),
    (
      "chart.bars { { x = 'a', y = money('1 USD') }, { x = 'b', y = 5 } }",
      "chart.bars: the rows mix USD and plain numbers; a chart has one unit"
    ),
    (
      "chart.bars { { x = 'a', y = 'many' } }",
      "chart.bars: entry 1: field \"y\": expected a number or an amount of money, got \"many\""
    ),
    ("chart.sparkline { f, f }", "chart.sparkline: a sparkline has one line only, got 2"),
    (
      "chart.sparkline { f, height = 50 }",
      "chart.sparkline: unknown option \"height\""
    ),
    ("chart.pie { f }", "chart has no \"pie\""),
  ])
  func `a wrong chart says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("local f = usage.load() return \(expression)") == expected)
  }
}
