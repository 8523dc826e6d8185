import LuaHost
import UsageModel

/// Reads the rows that a test writes: usage, allowances and sources; budgets and metrics in files of their own.
struct PlainRows {
  /// The currency of costs without one.
  let currency: String

  /// Usage with what its rows say of the sources' platforms.
  struct Usage {
    var records: [UsageRecord] = []
    var providers: [String: String] = [:]
  }

  private static let usageFields = [
    "day", "source", "provider", "account", "app", "app_id", "service", "category", "meter",
    "charge", "quality", "quantity", "unit", "requests", "cost", "billed", "native", "tags",
  ]

  /// The records of usage rows.
  func usage(_ rows: [LuaValue]) throws(HostError) -> Usage {
    var usage = Usage()
    for (index, value) in rows.enumerated() {
      let row = try PlainRow(value, "usage row \(index + 1)", fields: Self.usageFields)
      let record = try record(row)
      usage.records.append(record)
      guard let provider = try row.text("provider") else { continue }
      guard usage.providers[record.source] ?? provider == provider else {
        throw row.error(
          "provider",
          "source \"\(record.source)\" has another provider in a row before"
        )
      }
      usage.providers[record.source] = provider
    }
    return usage
  }

  private func record(_ row: PlainRow) throws(HostError) -> UsageRecord {
    let day = try row.day()
    let none = ReservedName.notBrokenDown
    let cost = try row.amount("cost", in: currency)
    let app = try row.text("app")
    return UsageRecord(
      day: day,
      source: try row.requiredText("source"),
      provider: "",
      account: try row.text("account"),
      app: app ?? none,
      appID: try row.text("app_id") ?? app ?? none,
      service: try row.text("service") ?? none,
      category: try row.text("category") ?? none,
      meter: try row.text("meter") ?? none,
      charge: try row.word("charge", among: Charge.allCases, named: \.rawValue) ?? .usage,
      quality: try row.word("quality", among: Quality.allCases, named: \.rawValue) ?? .measured,
      quantity: try row.decimal("quantity"),
      unit: try row.text("unit"),
      requests: try row.decimal("requests"),
      native: try row.money("native"),
      billed: try row.amount("billed", in: currency) ?? cost,
      effective: cost,
      tags: try row.texts("tags")
    )
  }

  /// The allowances of rows, as last seen at a moment where a row names none.
  func allowances(
    _ rows: [LuaValue],
    seenAt moment: Timestamp
  ) throws(HostError) -> [AllowanceSeries] {
    let fields = ["source", "name", "limit", "used", "remaining", "unit", "resets_at", "at"]
    var series: [AllowanceSeries] = []
    for (index, value) in rows.enumerated() {
      let row = try PlainRow(value, "allowance row \(index + 1)", fields: fields)
      let seen = try row.moment("at") ?? moment
      let allowance = Allowance(
        name: try row.requiredText("name"),
        limit: try row.decimal("limit"),
        used: try row.decimal("used"),
        remaining: try row.decimal("remaining"),
        unit: try row.text("unit") ?? currency,
        resetsAt: try row.moment("resets_at")
      )
      let source = try row.requiredText("source")
      let point = AllowancePoint(observedAt: seen, learntAt: seen, allowance: allowance)
      let place = series.firstIndex {
        $0.source == source && $0.name == allowance.name && $0.unit == allowance.unit
      }
      if let place {
        series[place].points.append(point)
      } else {
        series.append(
          AllowanceSeries(
            source: source,
            name: allowance.name,
            unit: allowance.unit,
            points: [point]
          )
        )
      }
    }
    for index in series.indices {
      series[index].points.sort { $0.observedAt < $1.observedAt }
    }
    return series.sorted { ($0.source, $0.name, $0.unit) < ($1.source, $1.name, $1.unit) }
  }

  /// The sources that a test names, then those of its rows that it does not name.
  func sources(_ rows: [LuaValue], of usage: Usage) throws(HostError) -> [ScriptSource] {
    var sources: [ScriptSource] = []
    func add(_ name: String, provider: String?) {
      sources.append(
        ScriptSource(
          name: name,
          provider: usage.providers[name] ?? provider ?? name,
          dimensions: dimensions(of: name, in: usage.records)
        )
      )
    }
    for (index, value) in rows.enumerated() {
      let row = try PlainRow(value, "source \(index + 1)", fields: ["name", "provider"])
      let (name, provider) = (try row.requiredText("name"), try row.text("provider"))
      if let other = usage.providers[name], let provider, provider != other {
        throw row.error("provider", "the rows of \"\(name)\" say \"\(other)\"")
      }
      add(name, provider: provider)
    }
    for record in usage.records where !sources.contains(where: { $0.name == record.source }) {
      add(record.source, provider: nil)
    }
    return sources
  }

  /// The dimensions that rows of a source tell.
  private func dimensions(of source: String, in records: [UsageRecord]) -> [String] {
    let own = records.filter { $0.source == source }
    let told = UsageDimension.named.filter { dimension in
      !dimension.dependsOnFacet
        || own.contains { $0[dimension] != ReservedName.notBrokenDown }
    }
    return told.map(\.name)
  }
}
