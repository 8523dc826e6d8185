import ReportScripting
import Tallystick
import Testing
import UsageModel
import UsageProviders

/// A rule says the same in YAML as in Lua.
struct AllocationLanguageTests {
  /// A rule in both languages.
  struct Pair: Sendable, CustomTestStringConvertible {
    let lua: String
    let yaml: String

    var testDescription: String { yaml }
  }

  private static let match = ("match = { source = 'helius' }", "match: { source: helius }")

  private static func pair(_ lua: String, _ yaml: String) -> Pair {
    Pair(
      lua: "rule { 'r', \(match.0), \(lua) }",
      yaml: "  - { name: r, \(match.1), \(yaml) }"
    )
  }

  private static let pairs = [
    pair("to = 'Shop'", "to: Shop"),
    pair("to = 'app'", "to: app"),
    pair("even = { 'Shop', 'Wallet', 'Scout' }", "even: [Shop, Wallet, Scout]"),
    pair("weights = { Shop = 3, Wallet = 0.5 }", "weights: { Shop: 3, Wallet: 0.5 }"),
    pair("percent = { Shop = 33.3, Wallet = 66.7 }", "percent: { Shop: 33.3, Wallet: 66.7 }"),
    pair("amount = { Shop = money '7.77 USD' }", "amount: { Shop: 7.77 USD }"),
    pair(
      "amount = { Shop = money '7.77 USD', Scout = money '1 USD' }, weights = { Wallet = 2, Scout = 1 }",
      "amount: { Shop: 7.77 USD, Scout: 1 USD }, weights: { Wallet: 2, Scout: 1 }"
    ),
    pair("by = 'cost'", "by: cost"),
    pair("by = 'requests', otherwise = 'even'", "by: requests, otherwise: even"),
    pair(
      "by = { measure = 'cost', where = { provider = 'puter', app = { 'Shop', 'Wal*' } } }, otherwise = { even = { 'Scout' } }",
      "by: { measure: cost, where: { provider: puter, app: [Shop, Wal*] } }, otherwise: { even: [Scout] }"
    ),
    pair("by = { metric = 'users' }, except = { 'Shop' }", "by: { metric: users }, except: [Shop]"),
    pair(
      "by = 'requests', targets = { 'Wallet', 'Scout' }, otherwise = 'even'",
      "by: requests, targets: [Wallet, Scout], otherwise: even"
    ),
    pair(
      "by = 'cost', otherwise = { percent = { Shop = 10, Scout = 90 } }",
      "by: cost, otherwise: { percent: { Shop: 10, Scout: 90 } }"
    ),
    pair("to = 'Shop', since = '2026-11-02'", "to: Shop, since: 2026-11-02"),
    pair("to = 'Shop', before = '2026-11-02'", "to: Shop, before: 2026-11-02"),
    Pair(
      lua: """
        rule { 'own', to = 'app' }, rule { 'all', to = 'Scout' },
        rule { 'again', step = 2, match = { target = 'Scout', service = 'd*' }, weights = { Shop = 1, Wallet = 2 } }
        """,
      yaml: """
          - { name: own, to: app }
          - { name: all, to: Scout }
          - { name: again, step: 2, match: { target: Scout, service: "d*" }, weights: { Shop: 1, Wallet: 2 } }
        """
    ),
  ]

  @Test(arguments: pairs)
  func `a rule gives the same shares in YAML as in Lua`(pair: Pair) async throws {
    let configuration = try Configuration.read(DividedUsage.head + pair.yaml, file: "t.yaml")
    let told = """
      local function told(policy)
        local shares = policy:apply { period = period('2026-11') }
        local lines = {}
        for _, s in ipairs(shares:explain()) do
          local amount = type(s.amount) == 'number' and s.amount or s.amount.text
          lines[#lines + 1] = table.concat({ tostring(s.day), s.source, s.charge, s.step, tostring(s.from),
            tostring(s.rule), s.method, s.target, s.weight, s.total_weight, s.ratio, amount,
            tostring(s.passed_on) }, ' ')
        end
        for _, warning in ipairs(shares.warnings) do
          lines[#lines + 1] = warning:gsub('^[^ ]+ ', '')
        end
        return table.concat(lines, '\\n')
      end
      local rule = allocation.rule
      local here = told(allocation.policy { \(pair.lua) })
      local there = told(allocation.policy())
      print(#here > 100)
      if here == there then print('the same') else print(here) print(there) end
      """
    #expect(
      try await DividedUsage.log(told, in: configuration).filter { !$0.hasPrefix("warning: ") }
        == ["true", "the same"]
    )
  }
}

/// Three days of usage in memory, and a configuration for it.
struct DividedUsage: ScriptData {
  var records: [UsageRecord]
  var metric: MetricSeries?

  /// Sources and apps; rules go behind it.
  static let head = """
    sources:
      - { name: helius, provider: helius, project: p, api_key: { env: K } }
      - { name: puter, provider: puter, token: { env: T } }
    apps:
      app-1: { name: Shop, tags: { team: web } }
      app-2: { name: Wallet, tags: { team: core } }
      app-3: { name: Scout, tags: { team: web } }
    allocation:

    """

  /// Puter knows its apps on two days; helius costs 10 USD on each of three.
  static let threeDays = [
    record("2026-11-01", "puter", app: "Shop", 9, requests: 30),
    record("2026-11-01", "puter", app: "Wallet", 1, requests: 10),
    record("2026-11-02", "puter", app: "Shop", 2, requests: 10),
    record("2026-11-02", "puter", app: "Wallet", 3, requests: 10),
    record("2026-11-01", "helius", service: "rpc", 10),
    record("2026-11-02", "helius", service: "rpc", 10),
    record("2026-11-03", "helius", service: "das", 10),
  ]

  static func record(
    _ day: String,
    _ source: String,
    app: String = ReservedName.notBrokenDown,
    service: String = ReservedName.notBrokenDown,
    _ cost: FixedDecimal,
    requests: FixedDecimal? = nil
  ) -> UsageRecord {
    UsageRecord(
      day: Day(day) ?? Day(daysSince1970: 0),
      source: source,
      provider: source,
      app: app,
      service: service,
      requests: requests,
      billed: cost,
      effective: cost
    )
  }

  func answer(_ query: UsageQuery) -> UsageAnswer {
    UsageAnswer(
      records: records.filter { query.days.contains($0.day) && query.filter.accepts($0) },
      coverage: 1
    )
  }

  func allowances(since start: Timestamp, asOf moment: Timestamp) -> [AllowanceSeries] { [] }

  func terms(asOf moment: Timestamp) -> Terms { Terms() }

  func metric(named name: String, on days: Range<Day>, asOf moment: Timestamp) -> MetricSeries? {
    metric.flatMap { $0.name == name ? $0 : nil }
  }

  /// Some usage, and users of Shop and Wallet on the first two days.
  static func guide(_ records: [UsageRecord]) -> DividedUsage {
    func users(_ day: String, _ app: String, _ count: FixedDecimal) -> MetricPoint {
      MetricPoint(day: Day(day) ?? Day(daysSince1970: 0), key: [app], value: count)
    }
    return DividedUsage(
      records: records,
      metric: MetricSeries(
        name: "users",
        dimensions: ["app"],
        points: [
          users("2026-11-01", "Shop", 100), users("2026-11-01", "Wallet", 300),
          users("2026-11-02", "Wallet", 50),
        ]
      )
    )
  }

  /// What a script prints and logs at the end of November.
  static func log(
    _ script: String,
    in configuration: Configuration,
    data: DividedUsage = guide(threeDays)
  ) async throws -> [String] {
    let moment = try #require(Timestamp(rfc3339: "2026-12-01T06:00:00Z"))
    var tags: [String: [String: String]] = [:]
    for app in configuration.apps { tags[app.name ?? app.id] = app.tags }
    let input = ScriptInput(
      name: "test.lua",
      source: Array("script { report = false }\n\(script)".utf8),
      period: Period(.month, containing: try #require(Day("2026-11-01"))),
      asOf: moment,
      currency: configuration.currency,
      sources: configuration.sources.map {
        ScriptSource(
          name: $0.account.name,
          provider: $0.account.provider,
          dimensions: [],
          tags: $0.tags
        )
      },
      apps: configuration.apps.map { $0.name ?? $0.id },
      appTags: tags,
      allocation: configuration.allocation,
      data: data
    )
    return try await ScriptRunner.run(input).log
  }
}
