import LuaHost
import ReportScripting
import UsageModel
import UsagePlugins

/// Three days on which a shared bill of 10 USD came in, and two apps with costs of their own.
struct MadeUpUsage: ScriptData {
  func answer(_ query: UsageQuery) throws -> UsageAnswer {
    let first = Day(daysSince1970: 20_758)  // 2026-11-01
    let records = (0..<3).flatMap { place in
      let day = first.advanced(by: place)
      return [
        record(day, ReservedName.notBrokenDown, "helius", 10),
        record(day, "Shop", "puter", FixedDecimal(place + 1)), record(day, "Wallet", "puter", 2),
      ]
    }
    return UsageAnswer(records: records.filter { query.days.contains($0.day) }, coverage: 1)
  }

  private func record(
    _ day: Day,
    _ app: String,
    _ source: String,
    _ cost: FixedDecimal
  ) -> UsageRecord {
    UsageRecord(
      day: day,
      source: source,
      provider: source,
      app: app,
      service: ReservedName.notBrokenDown,
      charge: .usage,
      billed: cost,
      effective: cost
    )
  }

  func allowances(
    since start: Timestamp,
    asOf moment: Timestamp
  ) throws -> [AllowanceSeries] { [] }

  func terms(asOf moment: Timestamp) throws -> Terms { Terms() }
}

/// The methods of some texts, by name.
struct TextMethods: ScriptMethods {
  let sources: [String: String]

  var names: [String] { sources.keys.sorted() }

  func names(for use: ScriptMethodUse) -> [String] { PluginMethods(files).names(for: use) }

  private var files: [PluginFile] {
    sources.sorted { $0.key < $1.key }.map { name, source in
      PluginFile(
        kind: .method,
        name: name,
        path: "Scripts/methods/\(name).lua",
        source: Array(source.utf8)
      )
    }
  }

  func function(
    named name: String,
    for use: ScriptMethodUse,
    in state: LuaState
  ) throws -> LuaFunction? {
    try PluginMethods(files).function(named: name, for: use, in: state)
  }
}

/// What a script prints that can ask for methods.
func printed(_ script: String, methods: [String: String]) async throws -> [String] {
  try await ScriptRunner.run(input(script, methods)).log
}

/// The first line of why such a script fails.
func reason(_ script: String, methods: [String: String]) async -> String? {
  do {
    _ = try await ScriptRunner.run(input(script, methods))
    return nil
  } catch {
    return "\(error)".split(separator: "\n").first.map(String.init)
  }
}

private func input(_ script: String, _ methods: [String: String]) -> ScriptInput {
  let first = Day(daysSince1970: 20_758)
  var input = ScriptInput(
    name: "test.lua",
    source: Array("script { report = false } \(script)".utf8),
    period: Period(.month, containing: first),
    asOf: Timestamp(seconds: Int64(first.daysSince1970 + 20) * 86_400),
    currency: "USD",
    sources: ["helius", "puter"].map {
      ScriptSource(name: $0, provider: $0, dimensions: ["day", "app"])
    },
    apps: ["Shop", "Wallet"],
    appTags: ["Shop": ["people": "3"], "Wallet": ["people": "1"]],
    data: MadeUpUsage()
  )
  input.methods = TextMethods(sources: methods)
  return input
}
