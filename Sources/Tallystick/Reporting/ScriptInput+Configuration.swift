import ReportScripting
import UsageModel
import UsagePlugins
import UsageProviders
import UsageStore

extension ScriptInput {
  /// What scripts see in a working folder, without a script: its sources, apps, budgets, calendar, currency and
  /// limits.
  ///
  /// - Parameters:
  ///   - configuration: The folder's configuration.
  ///   - kept: The sources that the store has something of.
  ///   - imported: The sources that imports tell.
  ///   - moment: What counts as now.
  ///   - data: Answers queries.
  init(
    of configuration: Configuration,
    kept: [KeptSource],
    imported: [ImportedSource] = [],
    at moment: Timestamp,
    data: any ScriptData
  ) {
    let today = configuration.calendar.day(of: moment)
    self.init(
      name: "",
      source: [],
      libraryFolder: configuration.folder.path("Scripts/lib"),
      period: Period(.month, containing: today),
      asOf: moment,
      calendar: configuration.calendar,
      currency: configuration.currency,
      sources: configuration.sources.map { source in
        let facets = kept.first { $0.identity.name == source.account.name }?.facets ?? []
        let told = facets.reduce(into: Set<UsageDimension>()) { $0.formUnion($1.dimensions) }
        let given: Set<UsageDimension> = source.app == nil ? [] : [.app, .appID]
        return ScriptSource(
          name: source.account.name,
          provider: source.account.provider,
          dimensions: UsageDimension.named.filter { dimension in
            !dimension.dependsOnFacet || told.contains(dimension) || given.contains(dimension)
          }.map(\.name),
          app: source.app,
          tags: source.tags,
          pools: configuration.providers.named(source.account.provider)?.pools ?? []
        )
      } + Self.sources(imported, besides: configuration),
      apps: configuration.apps.map { $0.name ?? $0.id },
      appTags: Dictionary(
        configuration.apps.map { ($0.name ?? $0.id, $0.tags) },
        // Several ids of a platform may be one app.
        uniquingKeysWith: { $0.merging($1) { first, _ in first } }
      ),
      budgets: configuration.budgets,
      allocation: configuration.allocation,
      limits: configuration.limits,
      data: data
    )
    format = configuration.appearance.format
    methods = PluginMethods(in: configuration.plugins)
  }

  /// The sources that only imports tell: with all dimensions, since every row of a file has them.
  private static func sources(
    _ imported: [ImportedSource],
    besides configuration: Configuration
  ) -> [ScriptSource] {
    let configured = Set(configuration.sources.map(\.account.name))
    return imported.filter { !configured.contains($0.name) }.map { source in
      ScriptSource(
        name: source.name,
        provider: source.providers.count == 1 ? source.providers[0] : source.name,
        dimensions: UsageDimension.named.map(\.name)
      )
    }
  }
}
