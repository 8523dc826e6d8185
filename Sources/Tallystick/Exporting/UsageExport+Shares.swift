import UsageAnalysis
public import UsageFiles
public import UsageModel

extension UsageExport {
  /// The shares of some days by the configured policy, in place of the costs that it divides.
  ///
  /// Each view of money is divided by itself, so that both totals stay as they are. What drivers by cost go by is told by
  /// `view`, in both.
  public func shares(on days: Range<Day>, view: CostView) throws -> ExportedUsage {
    let tables = try CostView.allCases.map { try table(of: days, view: $0) }
    let policy = try policy(on: days, view: view)
    let sharing = try sharing(of: tables.flatMap(\.lines), on: days, policy)
    let divided = try tables.map { table in
      try policy.apply(to: table, on: days, keeping: Self.keptDimensions, in: sharing)
    }
    // A later step divides shares, so that its ratios are not those of what was recorded.
    let tellsRatios = policy.rules.allSatisfy { $0.step == 1 }
    return SharedRows(
      effective: divided[0],
      billed: divided[1],
      tellsRatios: tellsRatios,
      tagsOf: { sharing.apps?[$0] ?? [:] },
      lineTags: tags(of:)
    )
    .joined()
  }

  /// All that tells records apart.
  private static let keptDimensions: Set<UsageDimension> = [
    .source, .provider, .account, .app, .appID, .service, .category, .meter, .charge, .quality,
  ]

  /// The tags of what was recorded: those of its source, then those of its app.
  private func tags(of line: UsageLine) -> [String: String] {
    let source = context.sources[line.source]?.tags ?? [:]
    return source.merging(context.apps[line.appID]?.tags ?? [:]) { $1 }
  }

  /// The configured rules with their drivers.
  private func policy(on days: Range<Day>, view: CostView) throws -> AllocationPolicy {
    var known: [SharingDriver: AllocationDriver] = [:]
    func values(of driver: SharingDriver) throws -> AllocationDriver {
      if let values = known[driver] { return values }
      let values = try self.values(of: driver, on: days, view: view)
      known[driver] = values
      return values
    }
    return AllocationPolicy(
      try configuration.allocation.map { rule in
        try AllocationRule(rule) { driver, second in
          .driver(try values(of: driver), otherwise: second)
        }
      }
    )
  }

  private func values(
    of driver: SharingDriver,
    on days: Range<Day>,
    view: CostView
  ) throws -> AllocationDriver {
    switch driver {
    case .usage(let measure, let filter):
      let query = UsageQuery(
        days: days,
        dimensions: filter.dimensions.union([.app, .unit]),
        filter: filter,
        asOf: asOf
      )
      return try AllocationDriver(
        measure,
        where: filter,
        of: try usage.table(query, view: view).table,
        currency: context.currency
      )
    case .metric(let name):
      guard let metric = try usage.metric(named: name, on: days, asOf: asOf) else {
        let known = try usage.metrics(asOf: asOf)
        let names = known.isEmpty ? "there are none" : "there are \(known.joined(separator: ", "))"
        throw UnusableDriver(
          "metric \"\(name)\" is not known; \(names); `tally import metric` brings one in"
        )
      }
      return try AllocationDriver(metric)
    case .method(let name): throw UnusableDriver(methodRefusal(name, of: nil))
    }
  }

  /// Refuses rules whose method is in Lua, before anything is written.
  ///
  /// Such a method runs with a report, in a process of its own that has no other output than the report.
  public func checkMethods() throws {
    for rule in configuration.allocation {
      guard let name = rule.method.userMethod else { continue }
      throw UnusableDriver(methodRefusal(name, of: rule.name))
    }
  }

  private func methodRefusal(_ name: String, of rule: String?) -> String {
    let owner = rule.map { "rule \"\($0)\": " } ?? ""
    return
      "\(configuration.file): \(owner)the method \"\(name)\" of Scripts/methods runs in reports only, "
      + "not in an export; divide by weights, percent or a metric instead (`tally import metric`), or leave out --allocated"
  }

  /// What the configuration says that the rules need; whoever is in the usage is known, too.
  private func sharing(
    of lines: [UsageLine],
    on days: Range<Day>,
    _ policy: AllocationPolicy
  ) throws -> AllocationContext {
    var sources = context.sources.compactMapValues { source in
      source.provider.map { AllocationContext.Source(provider: $0, tags: source.tags) }
    }
    var apps: [String: [String: String]] = [:]
    for app in configuration.apps {
      apps[app.name ?? app.id, default: [:]].merge(app.tags) { first, _ in first }
    }
    for app in configuration.sources.compactMap(\.app) where apps[app] == nil { apps[app] = [:] }
    for line in lines where sources[line.source] == nil {
      sources[line.source] = .init(provider: line.provider)
    }
    for line in lines where !ReservedName.isReserved(line.app) && apps[line.app] == nil {
      apps[line.app] = [:]
    }
    // A rule may name a source that a charge has, and no usage of these days.
    for charge in try usage.terms(asOf: asOf).charges where sources[charge.source] == nil {
      sources[charge.source] = .init(provider: charge.source)
    }
    let hasAmounts = policy.rules.contains { if case .amount = $0.method { true } else { false } }
    return AllocationContext(
      currency: context.currency,
      sources: sources,
      // A rule may name a source that has nothing on these days.
      mayHaveOtherSources: true,
      apps: apps,
      billingWindow: hasAmounts
        ? try billingWindows(on: days) : { Period(.month, containing: $1) },
      closestName: { closestName(to: $0, in: $1) }
    )
  }

  /// The billing windows of the sources on some days: those that readings name, else calendar months.
  private func billingWindows(
    on days: Range<Day>
  ) throws -> (_ source: String, _ day: Day) -> Period {
    let query = UsageQuery(days: days, dimensions: [], asOf: asOf)
    var windows: [String: Set<BillingWindow>] = [:]
    for record in try usage.answer(query).records {
      if let window = record.window { windows[record.source, default: []].insert(window) }
    }
    let calendar = context.calendar
    return { source, day in
      .billingCycle(containing: day, windows: Array(windows[source] ?? []), calendar: calendar)
    }
  }
}

extension SharingMethod<SharingDriver> {
  /// The method in Lua that it asks for, also as its second one; nil for none.
  fileprivate var userMethod: String? {
    switch self {
    case .driver(.method(let name), _): name
    case .driver(_, let second): second?.userMethod
    case .amount(_, let rest): rest?.userMethod
    default: nil
    }
  }
}
