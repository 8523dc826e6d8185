import ReportScripting
import UsageAnalysis
import UsageModel
import UsagePlugins
import UsageProviders

/// Reads `allocation:`, the rules that reports share.
struct AllocationReading {
  /// The configured sources.
  let sources: [Configuration.Source]
  /// The configured apps.
  let apps: [Configuration.App]
  /// The reporting currency.
  let currency: String
  /// Charges, whose sources need not be configured.
  let charges: [FixedCharge]
  /// The names of the user's methods.
  let methods: PluginMethods

  /// What was read.
  private(set) var rules: [SharingRule<SharingDriver>] = []
  /// What the reader of the file should know.
  private(set) var warnings: [String] = []

  /// The methods, of which a rule has one.
  private static let methods = ["to", "even", "weights", "percent", "by", "with"]

  /// Starts with no rules.
  init(
    sources: [Configuration.Source],
    apps: [Configuration.App],
    currency: String,
    charges: [FixedCharge] = [],
    methods: PluginMethods = PluginMethods([])
  ) {
    self.methods = methods
    self.charges = charges
    self.sources = sources
    self.apps = apps
    self.currency = currency
  }

  /// Reads the list.
  mutating func read(_ value: YAMLValue?) throws(ConfigurationError) {
    for value in try value?.list() ?? [] { rules.append(try rule(value)) }
    try check()
  }

  /// Finds what is wrong with the rules together, as far as that can be told without usage.
  private func check() throws(ConfigurationError) {
    let policy = AllocationPolicy(
      rules.map { rule in
        AllocationRule(rule) { _, second in
          .driver(.unresolved(name: "by"), otherwise: second)
        }
      }
    )
    let mistakes = policy.mistakes(in: context)
    guard let first = mistakes.first else { return }
    let others = mistakes.dropFirst().map { "\n\($0)" }.joined()
    throw ConfigurationError(
      file: first.place.file,
      line: first.place.line,
      "rule \"\(first.rule)\": \(first.problem); \(first.help)\(others)"
    )
  }

  private var context: AllocationContext {
    let names = apps.map { $0.name ?? $0.id } + sources.compactMap(\.app)
    return AllocationContext(
      currency: currency,
      sources: Dictionary(
        sources.map { ($0.account.name, .init(provider: $0.account.provider)) }
          + charges.map { ($0.source, .init(provider: $0.source)) },
        uniquingKeysWith: { first, _ in first }
      ),
      // What the store has of imports is known to whoever reads it.
      mayHaveOtherSources: true,
      apps: names.isEmpty
        ? nil : Dictionary(names.map { ($0, [:]) }, uniquingKeysWith: { first, _ in first }),
      closestName: { closestName(to: $0, in: $1) }
    )
  }

  /// Reads one entry.
  private mutating func rule(
    _ value: YAMLValue
  ) throws(ConfigurationError) -> SharingRule<SharingDriver> {
    let fields = try value.fields(.rule)
    guard let name = fields["name"] else {
      throw value.error("a rule has a name and a method: { name: the rest, even: [Shop, Wallet] }")
    }
    if let targets = fields["targets"], fields["except"] != nil {
      throw targets.error("a rule has `targets` or `except`, not both")
    }
    let match = try fields["match"].map { value throws(ConfigurationError) in
      try filter(value, allowsTarget: true)
    }
    return SharingRule(
      try name.text(expecting: "a name such as the rest of Helius"),
      file: value.file,
      line: value.line ?? 0,
      match: match ?? UsageFilter(),
      since: try day(fields["since"]),
      before: try day(fields["before"]),
      step: try step(fields["step"]),
      targets: try names(fields["targets"]),
      except: try names(fields["except"]),
      method: try method(fields, of: value)
    )
  }

  private mutating func filter(
    _ value: YAMLValue,
    allowsTarget: Bool = false
  ) throws(ConfigurationError) -> UsageFilter {
    var reading = FilterReading(sources: sources, apps: apps, allowsTarget: allowsTarget)
    defer { warnings += reading.warnings }
    return try reading.filter(value)
  }

  private func day(_ value: YAMLValue?) throws(ConfigurationError) -> Day? {
    guard let value else { return nil }
    let expected = "a day such as 2026-10-15"
    let text = try value.text(expecting: expected)
    guard let day = Day(text) else { throw value.error("expected \(expected), got \"\(text)\"") }
    return day
  }

  private func step(_ value: YAMLValue?) throws(ConfigurationError) -> Int {
    guard let value else { return 1 }
    let expected = "a whole number from 1, such as 2"
    let text = try value.text(expecting: expected)
    guard let step = Int(text), step >= 1 else {
      throw value.error("expected \(expected), got \"\(text)\"")
    }
    return step
  }

  private func names(_ value: YAMLValue?) throws(ConfigurationError) -> [String]? {
    guard let value else { return nil }
    return try value.list().map { name throws(ConfigurationError) in
      try name.text(expecting: "the name of an app")
    }
  }

  // MARK: - Methods

  private mutating func method(
    _ fields: [String: YAMLValue],
    of rule: YAMLValue
  ) throws(ConfigurationError) -> SharingMethod<SharingDriver> {
    let named = Self.methods.filter { fields[$0] != nil }
    if let otherwise = fields["otherwise"], fields["by"] == nil {
      throw otherwise.error("it belongs to `by`, which the rule does not have")
    }
    guard named.count <= 1 else {
      throw rule.error(
        "a rule has one method, this one has \(named.map { "`\($0)`" }.joined(separator: " and "))"
      )
    }
    var own: SharingMethod<SharingDriver>?
    if let name = named.first, let value = fields[name] {
      own = try method(name, value, otherwise: fields["otherwise"])
    }
    if let value = fields["amount"] {
      return .amount(
        try byApp(value, expecting: "an amount such as 20 USD") { Money($0) },
        rest: own
      )
    }
    guard let own else {
      throw rule.error(
        "the rule does not say how to divide; add one of \(Self.methods.joined(separator: ", ")) or amount"
      )
    }
    return own
  }

  private mutating func method(
    _ name: String,
    _ value: YAMLValue,
    otherwise: YAMLValue? = nil
  ) throws(ConfigurationError) -> SharingMethod<SharingDriver> {
    switch name {
    case "to":
      let app = try value.text(expecting: "an app that gets all, or app for the record's own")
      return app == "app" ? .ownApp : .to(app)
    case "even": return .even(try names(value))
    case "weights":
      return .weights(try byApp(value, expecting: "a number such as 3") { FixedDecimal($0) })
    case "percent":
      return .percent(try byApp(value, expecting: "a number such as 60") { FixedDecimal($0) })
    case "with": return .driver(.method(try userMethod(value)), otherwise: nil)
    default:
      let second = try otherwise.map { value throws(ConfigurationError) in try secondMethod(value) }
      return .driver(try driver(value), otherwise: second)
    }
  }

  /// The name of a method in Lua.
  private func userMethod(_ value: YAMLValue) throws(ConfigurationError) -> String {
    let name = try value.text(expecting: "the name of a method in Scripts/methods")
    guard methods.names.contains(name) else {
      let names = methods.names(for: .allocation)
      let near = closestName(to: name, in: names).map { "did you mean \"\($0)\"?" }
      let known =
        names.isEmpty
        ? "there is none in Scripts/methods" : "there are \(names.joined(separator: ", "))"
      throw value.error("unknown allocation method \"\(name)\"; \(near ?? known)")
    }
    return name
  }

  private mutating func secondMethod(
    _ value: YAMLValue
  ) throws(ConfigurationError) -> SharingMethod<SharingDriver> {
    let expected = "even, or one method such as { weights: { Shop: 1 } }"
    guard value.isMapping else {
      let text = try value.text(expecting: expected)
      guard text == "even" else { throw value.error("expected \(expected), got \"\(text)\"") }
      return .even(nil)
    }
    let fields = try value.fields(.otherwise)
    guard let (name, method) = fields.first, fields.count == 1 else {
      throw value.error("expected \(expected)")
    }
    return try self.method(name, method)
  }

  private func byApp<Value>(
    _ value: YAMLValue,
    expecting what: String,
    _ read: (String) -> Value?
  ) throws(ConfigurationError) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, value) in try value.entries() {
      let text = try value.text(expecting: what)
      guard let read = read(text) else { throw value.error("expected \(what), got \"\(text)\"") }
      values[name] = read
    }
    return values
  }

  private mutating func driver(_ value: YAMLValue) throws(ConfigurationError) -> SharingDriver {
    let expected = "cost, requests, { measure: requests, where: … } or { metric: users }"
    guard value.isMapping else {
      let text = try value.text(expecting: expected)
      guard let measure = Measure(rawValue: text), measure != .quantity else {
        throw value.error("expected \(expected), got \"\(text)\"")
      }
      return .usage(measure, UsageFilter())
    }
    let fields = try value.fields(.driver)
    if let metric = fields["metric"] {
      guard fields.count == 1 else {
        throw value.error("a driver is a metric or a measure of usage, not both")
      }
      return .metric(try metric.text(expecting: "the name of an imported metric"))
    }
    guard let measure = fields["measure"] else { throw value.error("expected \(expected)") }
    let names = Measure.allCases.map(\.rawValue).joined(separator: ", ")
    let text = try measure.text(expecting: "one of \(names)")
    guard let known = Measure(rawValue: text) else {
      throw measure.error("expected one of \(names), got \"\(text)\"")
    }
    let conditions = try fields["where"].map { value throws(ConfigurationError) in
      try filter(value)
    }
    return .usage(known, conditions ?? UsageFilter())
  }
}
