import ReportDocument
import ReportScripting
import Testing
import UsageModel

/// `chart.flow`.
@Suite struct FlowChartTests {
  private func chart(_ expression: String, data: some ScriptData = MadeUpData()) async throws
    -> Chart
  {
    try #require(try await blocks("r:chart(\(expression))", data: data).first?.chart)
  }

  private func flow(_ expression: String, data: some ScriptData = MadeUpData()) async throws
    -> Chart.Flow
  {
    let chart = try await chart(expression, data: data)
    guard case .flow(let flow) = chart.content else { throw Missing() }
    return flow
  }

  private struct Missing: Error {}

  private static let policy = """
    allocation.policy {
      allocation.rule { "its own", match = { provider = "puter" }, to = "app" },
      allocation.rule { "evenly", match = { provider = "helius" }, even = { "Shop", "Wallet" } },
    }:apply()
    """

  private static let data = MadeUpData(records: SharedUsage.threeDays)

  @Test func `an allocation flows from its sources to the apps, all of it`() async throws {
    let flow = try await flow("chart.flow { \(Self.policy) }", data: Self.data)
    let sums = Dictionary(
      grouping: flow.shares,
      by: { "\($0.from) \($0.to)" }
    ).mapValues { try? FixedDecimal.sum(of: $0.map(\.amount)) }
    #expect(
      sums == [
        "puter-main Shop": 11, "puter-main Wallet": 4, "helius Shop": 15, "helius Wallet": 15,
      ]
    )
    #expect(flow.swatches == ["puter-main": 0, "helius": 2])
    #expect(flow.receivers == "App")
  }

  @Test func `or from its rules`() async throws {
    let flow = try await flow("chart.flow { \(Self.policy), by = 'rule' }", data: Self.data)
    #expect(Set(flow.shares.map(\.from)) == ["its own", "evenly"])
    #expect(try FixedDecimal.sum(of: flow.shares.map(\.amount)) == 45)
    #expect(flow.swatches.isEmpty)
  }

  @Test func `what a later step divides again is there once`() async throws {
    let flow = try await flow(
      """
      chart.flow { allocation.policy {
        allocation.rule { "pool", match = { provider = "helius" }, to = { "Wallet" } },
        allocation.rule { "its own", to = "app" },
        allocation.rule { "again", step = 2, match = { target = "Wallet" }, even = { "Shop" } },
      }:apply() }
      """.replacing("to = { \"Wallet\" }", with: "even = { \"Wallet\" }"),
      data: Self.data
    )
    #expect(try FixedDecimal.sum(of: flow.shares.map(\.amount)) == 45)
    #expect(Set(flow.shares.map(\.to)) == ["Shop"])
  }

  @Test func `rows go by place or by name`() async throws {
    let chart = try await chart(
      """
      chart.flow { { "Plan", "Shop", money("30 USD") },
        { from = "Plan", to = "Wallet", value = money("12 USD") }, { "Plan", "None" }, title = "Plans" }
      """
    )
    #expect(
      chart
        == Chart(
          title: "Plans",
          unit: .money("USD"),
          .flow(
            .init([
              .init(from: "Plan", to: "Shop", amount: 30),
              .init(from: "Plan", to: "Wallet", amount: 12),
            ])
          )
        )
    )
    let one = try await flow("chart.flow { { 'a', 'b', 5 } }")
    #expect(one.shares == [.init(from: "a", to: "b", amount: 5)])
    let listed = try await flow("chart.flow { { { 'a', 'b', 5 }, { 'a', 'c', 6 } } }")
    #expect(listed.shares.count == 2)
    let counted = try await self.chart("chart.flow { { 'a', 'b', 5 }, unit = 'seats' }")
    #expect(counted.unit == .count("seats"))
  }

  @Test func `rows of a frame are named by their columns`() async throws {
    let flow = try await flow(
      """
      (function()
        local rows = {}
        for row in usage.load():by("provider", "app"):rows() do rows[#rows + 1] = row end
        return chart.flow { rows, from = "provider", to = "app", value = "cost" }
      end)()
      """
    )
    #expect(flow.receivers == "app")
    #expect(flow.shares.first == .init(from: "puter", to: "Shop", amount: 38))
  }

  @Test(arguments: [
    (
      "chart.flow {}",
      "chart.flow: a chart needs its data first: { shares, title = … } or { rows, title = … }"
    ),
    (
      "chart.flow { usage.load() }",
      "chart.flow: entry 1: expected what policy:apply gave, or rows, got a frame"
    ),
    ("chart.flow { 5 }", "chart.flow: entry 1: expected { from, to, value }, got 5"),
    (
      "chart.flow { { 'a', 'b', 1, 2 } }",
      "chart.flow: entry 1: expected { from, to, value }, got 4 values"
    ),
    (
      "chart.flow { { 'a', 'b', 'c' } }",
      "chart.flow: entry 1: expected a number or an amount of money, got \"c\""
    ),
    (
      "chart.flow { { from = 'a', value = 1 } }",
      "chart.flow: entry 1: to: expected a name, got nothing"
    ),
    (
      "chart.flow { { 'a', 'b', 1 }, { 'a', 'b', money('1 USD') } }",
      "chart.flow: the rows mix plain numbers and USD; a chart has one unit"
    ),
    (
      "chart.flow { { 'a', 'b', 1 }, by = 'rule' }",
      "chart.flow: option \"by\" goes with an allocation, not with rows"
    ),
    (
      "chart.flow { \(policy), from = 'app' }",
      "chart.flow: option \"from\" goes with a list of rows, not with an allocation"
    ),
    ("chart.flow { \(policy), \(policy) }", "chart.flow: a flow has one allocation only"),
  ])
  func `a wrong flow says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("return \(expression)") == expected)
  }
}
