/// What the configuration says about the usage in the store: names, tags, terms, time zone.
public struct UsageContext: Sendable {
  /// A configured source.
  public struct Source: Hashable, Sendable {
    /// The platform; nil where no source is configured.
    public var provider: String?
    /// The app that everything of the source is charged to, if the configuration names one.
    public var app: String?
    /// The source's tags.
    public var tags: [String: String]

    /// Creates the description of a source.
    public init(provider: String? = nil, app: String? = nil, tags: [String: String] = [:]) {
      self.provider = provider
      self.app = app
      self.tags = tags
    }
  }

  /// A configured app.
  public struct App: Hashable, Sendable {
    /// The name in reports; nil shows the platform's id.
    public var name: String?
    /// The app's tags.
    public var tags: [String: String]

    /// Creates the description of an app.
    public init(name: String? = nil, tags: [String: String] = [:]) {
      self.name = name
      self.tags = tags
    }
  }

  /// Cuts days.
  public var calendar: ReportingCalendar

  /// The reporting currency.
  public var currency: String

  /// The plans, rates and charges as the configuration has them.
  ///
  /// They answer a query as of their moment or later; what was known before is the store's to tell.
  public var terms: KnownTerms

  /// The sources by name.
  public var sources: [String: Source]

  /// The apps by the platform's id, or by their name.
  public var apps: [String: App]

  /// Creates a context.
  public init(
    calendar: ReportingCalendar = .utc,
    currency: String,
    terms: KnownTerms = KnownTerms(Terms(), learntAt: .distantPast),
    sources: [String: Source] = [:],
    apps: [String: App] = [:]
  ) {
    self.calendar = calendar
    self.currency = currency
    self.terms = terms
    self.sources = sources
    self.apps = apps
  }

  /// The configuration's terms, where they are those of a moment; nil where the store has to tell what was known.
  public func ownTerms(asOf moment: Timestamp) -> Terms? {
    moment >= terms.learntAt ? terms.terms : nil
  }

  /// The name that reports show for a platform's app id.
  public func appName(of id: String) -> String {
    apps[id]?.name ?? (id == Self.idOfNoApp ? ReservedName.noApp : id)
  }

  /// What Puter calls usage outside any app.
  private static let idOfNoApp = "os-global"
}
