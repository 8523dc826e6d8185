/// What the configuration says about the usage in the store: names, tags, prices, time zone.
public struct UsageContext: Sendable {
  /// A configured source.
  public struct Source: Hashable, Sendable {
    /// The app that everything of the source is charged to, if the configuration names one.
    public var app: String?
    /// The source's tags.
    public var tags: [String: String]

    /// Creates the description of a source.
    public init(app: String? = nil, tags: [String: String] = [:]) {
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

  /// Prices amounts.
  public var prices: PriceList

  /// The sources by name.
  public var sources: [String: Source]

  /// The apps by the platform's id, or by their name.
  public var apps: [String: App]

  /// Creates a context.
  public init(
    calendar: ReportingCalendar = .utc,
    prices: PriceList,
    sources: [String: Source] = [:],
    apps: [String: App] = [:]
  ) {
    self.calendar = calendar
    self.prices = prices
    self.sources = sources
    self.apps = apps
  }

  /// The name that reports show for a platform's app id.
  public func appName(of id: String) -> String {
    apps[id]?.name ?? (id == Self.idOfNoApp ? ReservedName.noApp : id)
  }

  /// What Puter calls usage outside any app.
  private static let idOfNoApp = "os-global"
}
