public import LuaHost
public import UsageModel
public import UsageProviders

/// What `tallystick.yaml` says.
public struct Configuration: Sendable {
  /// A source: an account at a platform.
  public struct Source: Hashable, Sendable {
    /// The account, without its credentials.
    public var account: ProviderSource
    /// Where the credentials are, by configuration key.
    public var secrets: [String: SecretReference]
    /// The app that everything of the source is charged to.
    public var app: String?
    /// The source's tags.
    public var tags: [String: String]
    /// The line in the file, for messages.
    public var line: Int?
  }

  /// An app, or a platform's id of one.
  public struct App: Hashable, Sendable, Codable {
    /// The platform's id, or the name where no platform knows the app.
    public var id: String
    /// The name that reports show.
    public var name: String?
    /// The app's tags.
    public var tags: [String: String]

    /// Creates an app.
    public init(id: String, name: String? = nil, tags: [String: String] = [:]) {
      self.id = id
      self.name = name
      self.tags = tags
    }
  }

  /// A report to render.
  public struct Report: Hashable, Sendable {
    /// The report's name: that of its folder.
    public var name: String
    /// The script's path, relative to the working folder as it was written.
    public var script: String
    /// The formats to write.
    public var formats: [ReportFormat]
    /// The kind of period; nil for the script's own.
    public var period: Period.Kind?
    /// Values for the script's parameters.
    public var parameters: [String: String]
  }

  /// The file it was read from, as it was named.
  public var file: String
  /// The folder that relative paths are relative to.
  public var folder: WorkingFolder
  /// The reporting currency.
  public var currency: String = "USD"
  /// Cuts days.
  public var calendar: ReportingCalendar = .utc
  /// The store's file.
  public var store: String
  /// The folder of the reports.
  public var output: String
  /// A file with variables for credentials.
  public var environmentFile: String?
  /// How old a source's newest reading may be before reports say so.
  public var staleAfter: Duration = .seconds(26 * 3600)
  /// The platforms that sources can be at; of plug-ins, those that a source names.
  public var providers: ProviderCatalogue = .builtIn
  /// The sources, in the order of the file.
  public var sources: [Source] = []
  /// The apps, in the order of the file.
  public var apps: [App] = []
  /// The plans, rates, charges and invoices.
  public var terms: Terms = Terms()
  /// The budgets, in the order of the file.
  public var budgets: [Budget] = []
  /// The rules that say who bears which costs, in the order of the file.
  public var allocation: [SharingRule<SharingDriver>] = []
  /// The reports; without any, every script in `Scripts/`.
  public var reports: [Report] = []
  /// How reports look, and in which locale amounts and days are written.
  public var appearance: Appearance = .standard
  /// Who is told what a run found, in the order of the file.
  public var notifications: [Notification] = []
  /// The user's commands.
  public var hooks: Hooks = Hooks()
  /// When a budget decides about the exit status of a run.
  public var failOn: FailOn = .none
  /// What ends a script.
  public var limits: LuaLimits = LuaLimits()
  /// What the reader of the file should know.
  public var warnings: [String] = []

  /// Names, tags, terms and the time zone, as queries need them; the terms count as known from this moment on.
  public func usageContext(at now: Timestamp) -> UsageContext {
    UsageContext(
      calendar: calendar,
      currency: currency,
      terms: KnownTerms(terms, learntAt: now),
      sources: Dictionary(
        sources.map { source in
          let label = UsageContext.Source(
            provider: source.account.provider,
            app: source.app,
            tags: source.tags
          )
          return (source.account.name, label)
        },
        uniquingKeysWith: { first, _ in first }
      ),
      apps: Dictionary(
        apps.map { ($0.id, UsageContext.App(name: $0.name, tags: $0.tags)) },
        uniquingKeysWith: { first, _ in first }
      )
    )
  }
}
