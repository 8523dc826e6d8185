import Foundation
import ProviderSimulator
import Tallystick
import Testing
import UsageModel
import UsageProviders
import UsageStore

/// The shipped plug-ins against simulated platforms, over HTTP on loopback.
struct PluginFetchTests {
  /// A working folder with one source a platform, whose adapters are the shipped scripts and some more.
  private struct Accounts {
    let simulator: ProviderSimulator
    let configuration: Configuration
    let store = MemoryStore()
    let folder: String

    init(_ simulator: ProviderSimulator, in folder: String, scripts: [String: String] = [:])
      async throws
    {
      self.simulator = simulator
      self.folder = folder
      for name in Accounts.keys.keys {
        let source = try #require(
          text(of: "\(PluginFetchTests.repository)/Scripts/providers/\(name).lua")
        )
        try write(source, to: "\(folder)/Scripts/providers/\(name).lua")
      }
      var lines = ["limits: { script_seconds: 1 }", "sources:"]
      for (name, key) in Accounts.keys.sorted(by: { $0.key < $1.key }) {
        lines += [
          "  - provider: \(name)", "    \(key): { env: \(name) }",
          "    base_url: \(await simulator.baseURL(for: name))",
          "    fetch: { tries: 1, connect: 120s, try: 120s, total: 300s }",
        ]
        if name == "github" { lines.append("    organization: simulated") }
      }
      for (name, script) in scripts.sorted(by: { $0.key < $1.key }) {
        try write(script, to: "\(folder)/Scripts/providers/\(name).lua")
        lines += [
          "  - provider: \(name)", "    key: { env: openai }",
          "    base_url: \(await simulator.baseURL(for: "openai"))",
        ]
      }
      configuration = try Configuration.read(
        lines.joined(separator: "\n"),
        file: "\(folder)/tallystick.yaml"
      )
    }

    static let keys = [
      "openai": "admin_key", "anthropic": "admin_key", "openrouter": "management_key",
      "github": "token",
    ]

    var environment: [String: String] {
      ProviderSimulator.pluginCredentials.compactMapValues { $0.values.first }
    }

    func fetch(
      at moment: String,
      of names: [String]? = nil,
      readingWith workers: PluginWorkers? = nil,
      environment: [String: String]? = nil
    ) async throws -> [FetchOutcome] {
      let now = try #require(Timestamp(rfc3339: moment))
      await simulator.setNow(now)
      return try await FetchRun(
        store: store,
        fetcher: configuration.fetcher(readingWith: workers),
        vault: SecretVault(environment: environment ?? self.environment),
        clock: .given(now)
      ).fetch(configuration.sources.filter { names?.contains($0.account.name) ?? true })
    }

    /// The cost by day of a source, as known at a moment.
    func costs(_ source: String, asOf moment: String = "2030-01-01T00:00:00Z") throws -> [Day:
      FixedDecimal]
    {
      let days = Day(daysSince1970: 20_000)..<Day(daysSince1970: 30_000)
      let query = UsageQuery(
        days: days,
        dimensions: [],
        filter: UsageFilter([.init(.source, anyOf: [.init(source)])]),
        asOf: try #require(Timestamp(rfc3339: moment))
      )
      let answer = try store.answer(query, in: configuration.usageContext(at: .distantPast))
      return try answer.records.reduce(into: [:]) { sums, record in
        sums[record.day] = try sums[record.day, default: .zero] + (record.native?.amount ?? .zero)
      }.filter { !$0.value.isZero }
    }

    /// What the platform charged on each day, as it says at a moment.
    func charged(_ name: String, _ first: String, _ last: String, at moment: String) throws -> [Day:
      FixedDecimal]
    {
      let (start, stop) = (try #require(Day(first)), try #require(Day(last)))
      let now = try #require(Timestamp(rfc3339: moment))
      return (0...(stop - start)).reduce(into: [:]) { sums, offset in
        let day = start.advanced(by: offset)
        let cost = simulator.cost(at: name, on: day, asOf: now)
        if !cost.isZero { sums[day] = cost }
      }
    }
  }

  private static let repository =
    "/"
    + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  private func withAccounts(
    scripts: [String: String] = [:],
    _ body: (Accounts) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let simulator = ProviderSimulator(now: Simulation.now)
      try await simulator.start()
      do {
        try await body(try await Accounts(simulator, in: folder, scripts: scripts))
      } catch {
        await simulator.stop()
        throw error
      }
      await simulator.stop()
    }
  }

  private static let first = [
    "openai": "2026-08-01", "anthropic": "2026-08-01", "github": "2026-08-01",
    "openrouter": "2026-10-22",
  ]

  @Test func `every day has what the platform says it cost, over all pages and months`()
    async throws
  {
    try await withAccounts { accounts in
      let moment = "2026-11-21T18:00:00Z"
      let outcomes = try await accounts.fetch(at: moment)
      #expect(outcomes.map(\.status) == [.ok, .ok, .ok, .ok], "\(outcomes.map(\.message))")
      for (name, first) in Self.first {
        // OpenRouter does not tell the running day.
        let last = name == "openrouter" ? "2026-11-20" : "2026-11-21"
        let told = try accounts.charged(name, first, last, at: moment)
        #expect(try accounts.costs(name) == told, "\(name)")
        #expect(!told.isEmpty)
      }
      #expect(await accounts.simulator.requests(to: "openai") == 5 + 5 + 5 + 3)
      // The months before settled before they were read, so that only the running one is asked for again.
      let again = try await accounts.fetch(at: "2026-11-21T18:00:00Z")
      #expect(again.map(\.status) == [.unchanged, .unchanged, .unchanged, .unchanged])
      #expect(await accounts.simulator.requests(to: "openai") == 18 + 3)
    }
  }

  @Test func `a restatement corrects its day, and reports of before stay what they were`()
    async throws
  {
    try await withAccounts { accounts in
      let (before, after) = ("2026-11-20T06:00:00Z", "2026-11-24T06:00:00Z")
      _ = try await accounts.fetch(at: before)
      _ = try await accounts.fetch(at: after)
      for (name, first) in Self.first {
        let lastDay = name == "openrouter" ? "2026-11-23" : "2026-11-24"
        var told = try accounts.charged(name, first, lastDay, at: after)
        if name == "openrouter" {
          // What has left the platform's 30 days is still in the store.
          told.merge(try accounts.charged(name, "2026-10-21", "2026-10-21", at: before)) { $1 }
        }
        #expect(try accounts.costs(name) == told, "\(name)")
        let lastBefore = name == "openrouter" ? "2026-11-19" : "2026-11-20"
        let firstBefore = name == "openrouter" ? "2026-10-21" : first
        #expect(
          try accounts.costs(name, asOf: "2026-11-22T00:00:00Z")
            == accounts.charged(name, firstBefore, lastBefore, at: before),
          "\(name)"
        )
      }
    }
  }

  @Test func `a platform that says no fails its source alone, in its words`() async throws {
    try await withAccounts { accounts in
      var environment = accounts.environment
      environment["anthropic"] = "wrong"
      let outcomes = try await accounts.fetch(at: "2026-11-21T06:00:00Z", environment: environment)
      #expect(outcomes.filter { $0.status == .failed }.map(\.source) == ["anthropic"])
      let port = await accounts.simulator.port
      #expect(
        outcomes[0].message
          == "anthropic: Anthropic at http://127.0.0.1:\(port)/anthropic/v1/organizations/cost_report "
          + "answers 401: \"Unauthorized\"; check `admin_key:` of source anthropic"
      )
    }
  }

  @Test func `nothing of the credential is in what is stored or said`() async throws {
    try await withAccounts { accounts in
      await accounts.simulator.setEchoesCredentials(true)
      _ = try await accounts.fetch(at: "2026-11-21T06:00:00Z")
      for name in Accounts.keys.keys {
        let secret = try #require(accounts.environment[name])
        for reply in accounts.store.newestReplies(of: name) {
          #expect(!String(decoding: reply.body, as: UTF8.self).contains(secret))
          #expect(!reply.headers.values.contains { $0.contains(secret) })
        }
      }
    }
  }

  /// A plug-in that asks as OpenAI is asked, and then does something else.
  private static func script(normalise: String, requests: String? = nil, api: Int = 1) -> String {
    """
    return { api = \(api), base_url = "https://api.acme.test", currency = "USD",
      credential = { key = "key", as = "bearer" },
      requests = function(plan) \(requests ?? """
        return { { id = "x", path = "v1/organization/costs", query = { bucket_width = "1d", start_time = plan.month.start_time,
          end_time = plan.now_time, group_by = { "project_id", "line_item" } } } }
        """) end,
      normalise = function(reply) \(normalise) end }
    """
  }

  @Test func `a bad plug-in fails its source, and the others go on`() async throws {
    let scripts = [
      "a-broken": "return {", "b-newer": Self.script(normalise: "", api: 2),
      "c-raises": Self.script(normalise: "return reply.nothing.at_all"),
      "d-loops": Self.script(normalise: "while true do end"),
      "e-leaves": Self.script(
        normalise: "return {}",
        requests: #"return { { id = "x", path = "../github/x" } }"#
      ),
    ]
    try await withAccounts(scripts: scripts) { accounts in
      let outcomes = try await accounts.fetch(at: "2026-11-21T06:00:00Z")
      #expect(outcomes.filter { $0.status == .ok }.count == 4)
      let port = await accounts.simulator.port
      let at = "Acme at http://127.0.0.1:\(port)/openai/v1/organization/costs"
      let told = outcomes.compactMap(\.message).map { $0.replacing("c-raises at", with: "Acme at") }
      #expect(told.count == 5)
      #expect(told[0].hasPrefix("a-broken: Scripts/providers/a-broken.lua:1: "), "\(told[0])")
      #expect(
        told[1]
          == "b-newer: Scripts/providers/b-newer.lua: the plug-in asks for version 2 of the plug-in "
          + "interface, and this tally has version 1; update tally"
      )
      #expect(
        told[2].hasPrefix(
          "c-raises: \(at) sends what cannot be read: Scripts/providers/c-raises.lua:"
        ),
        "\(told[2])"
      )
      #expect(told[2].hasSuffix("; nothing of it was stored: mend the plug-in"))
      #expect(told[3].contains("the script used up its CPU time (limit 1 s)"), "\(told[3])")
      #expect(
        told[4]
          == "e-leaves: Scripts/providers/e-leaves.lua: requests[1].path: expected a path below base_url "
          + "such as \"v1/costs\", without empty parts, `.` and `..`, got \"../github/x\"; mend the plug-in"
      )
    }
  }

  @Test func `what cannot be stopped ends with its process, and the same is read there`()
    async throws
  {
    // One instruction that puts colliding keys in their places takes minutes.
    let collisions = try #require(
      text(of: "\(Self.repository)/Tests/Fixtures/hostile/unstoppable/hash-collisions.lua")
    )
    let scripts = ["stuck": Self.script(normalise: collisions)]
    try await withAccounts(scripts: scripts) { accounts in
      let workers = PluginWorkers(executable: ReportWorkersTests.tally)
      let outcomes = try await accounts.fetch(
        at: "2026-11-21T06:00:00Z",
        of: ["openai", "stuck"],
        readingWith: workers
      )
      #expect(outcomes.map(\.status) == [.ok, .failed], "\(outcomes.map(\.message))")
      #expect(
        outcomes[1].message?.contains(
          "Scripts/providers/stuck.lua: the script used up its CPU time (limit 1 s) and had to be ended with its process"
        ) == true,
        "\(outcomes[1].message ?? "")"
      )
      let inWorker = try accounts.costs("openai")
      #expect(
        try inWorker
          == accounts.charged("openai", "2026-08-01", "2026-11-21", at: "2026-11-21T06:00:00Z")
      )
    }
  }

  @Test func `the configuration suggests plug-ins, and knows their keys`() throws {
    try withFolder { folder in
      try write(Self.script(normalise: ""), to: "\(folder)/Scripts/providers/acme.lua")
      func error(_ text: String) -> String? {
        let error = #expect(throws: ConfigurationError.self) {
          try Configuration.read(text, file: "\(folder)/tallystick.yaml")
        }
        return error?.description.replacing("\(folder)/", with: "")
      }
      #expect(
        error("sources:\n  - provider: acne")
          == "tallystick.yaml:2: `sources[1].provider`: unknown provider \"acne\"; did you mean \"acme\"?; "
          + "there is no Scripts/providers/acne.lua either"
      )
      #expect(
        error("sources:\n  - provider: No Body")
          == "tallystick.yaml:2: `sources[1].provider`: unknown provider \"No Body\"; there are acme, cuadra, helius, notte, puter, shoal"
      )
      #expect(
        error("sources:\n  - provider: acme")
          == "tallystick.yaml:2: `sources[1]`: a acme source needs `key`: { env: NAME } or { file: PATH }"
      )
      #expect(
        error("sources:\n  - { provider: acme, key: { env: X }, kee: 3 }")
          == "tallystick.yaml:2: unknown key `sources[1].kee`; did you mean `key`?"
      )
    }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "tally-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }
}
