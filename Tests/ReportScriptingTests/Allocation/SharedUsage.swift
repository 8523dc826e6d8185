import ReportScripting
import UsageModel

/// Usage that is easy to divide by hand, and how tests divide it.
enum SharedUsage {
  /// The first three days of November: puter knows its apps on two of them, helius costs 10 USD on each.
  ///
  /// | | puter, Shop | puter, Wallet | helius |
  /// | --- | --- | --- | --- |
  /// | 1 November | 9 USD, 30 requests | 1 USD, 10 requests | 10 USD |
  /// | 2 November | 2 USD, 10 requests | 3 USD, 10 requests | 10 USD |
  /// | 3 November | | | 10 USD |
  static let threeDays: [UsageRecord] = [
    record("2026-11-01", "puter-main", app: "Shop", 9, requests: 30),
    record("2026-11-01", "puter-main", app: "Wallet", 1, requests: 10),
    record("2026-11-02", "puter-main", app: "Shop", 2, requests: 10),
    record("2026-11-02", "puter-main", app: "Wallet", 3, requests: 10),
    record("2026-11-01", "helius", service: "rpc", 10),
    record("2026-11-02", "helius", service: "rpc", 10),
    record("2026-11-03", "helius", service: "das", 10),
  ]

  /// Users of Shop and Wallet on the first two days.
  static let users = MetricSeries(
    name: "users",
    dimensions: ["app"],
    points: [
      MetricPoint(day: day("2026-11-01"), key: ["Shop"], value: 100),
      MetricPoint(day: day("2026-11-01"), key: ["Wallet"], value: 300),
      MetricPoint(day: day("2026-11-02"), key: ["Wallet"], value: 50),
    ]
  )

  static func record(
    _ day: String,
    _ source: String,
    app: String = ReservedName.notBrokenDown,
    service: String = ReservedName.notBrokenDown,
    charge: Charge = .usage,
    _ cost: FixedDecimal? = nil,
    native: Money? = nil,
    requests: FixedDecimal? = nil,
    quantity: FixedDecimal? = nil,
    unit: String? = nil,
    window: BillingWindow? = nil
  ) -> UsageRecord {
    UsageRecord(
      day: ReportScriptingTests.day(day),
      source: source,
      provider: source == "helius" ? "helius" : source.replacing("-main", with: ""),
      app: app,
      service: service,
      charge: charge,
      quantity: quantity,
      unit: unit,
      requests: requests,
      native: native,
      billed: cost,
      effective: cost,
      window: window
    )
  }

  /// The input of a script over some usage; Shop and Scout are of the team web, Wallet of the team core.
  static func input(
    _ script: String,
    _ records: [UsageRecord] = threeDays,
    allocation: [SharingRule<SharingDriver>] = [],
    asOf: String = "2026-12-01T06:00:00Z"
  ) -> ScriptInput {
    var input = ReportScriptingTests.input(
      "local rule = allocation.rule " + script,
      asOf: moment(asOf),
      data: MadeUpData(records: records, metrics: [users, visits])
    )
    input.apps = ["Platform", "Scout", "Shop", "Wallet"]
    input.appTags = ["Scout": ["team": "web"], "Shop": ["team": "web"], "Wallet": ["team": "core"]]
    input.allocation = allocation
    return input
  }

  /// A metric that is not told apart by app.
  private static let visits = MetricSeries(
    name: "visits",
    dimensions: ["country"],
    points: [MetricPoint(day: day("2026-11-01"), key: ["at"], value: 1)]
  )

  /// What a script prints.
  static func printed(
    _ script: String,
    _ records: [UsageRecord] = threeDays
  ) async throws -> [String] {
    try await ReportScriptingTests.printed(input(script, records))
  }

  /// What each target bears of a source by rules, in the order of names: `Shop 20, Wallet 10`.
  static func shares(
    _ rules: String,
    of source: String = "helius",
    _ records: [UsageRecord] = threeDays,
    asOf: String = "2026-12-01T06:00:00Z",
    query: String = ""
  ) async throws -> String {
    let script = """
      local shares = allocation.policy { \(rules) }:apply { \(query) }
      for row in shares:where { source = "\(source)" }:by("target"):rows() do
        print(row.target .. " " .. (row.cost and row.cost.text:gsub(" USD", "") or "–"))
      end
      """
    let lines = try await ReportScriptingTests.printed(input(script, records, asOf: asOf))
    return lines.filter { !$0.hasPrefix("warning: ") }.sorted().joined(separator: ", ")
  }

  /// Why a script over the three days fails, without its place.
  static func reason(_ script: String, _ records: [UsageRecord] = threeDays) async -> String? {
    await ReportScriptingTests.reason(input(script, records))
  }
}
