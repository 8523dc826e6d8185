public import UsageModel

/// What the configuration says that an allocation needs.
public struct AllocationContext {
  /// A configured source.
  public struct Source: Hashable, Sendable {
    /// The platform.
    public var provider: String
    /// The source's tags.
    public var tags: [String: String]

    /// Creates a source.
    public init(provider: String, tags: [String: String] = [:]) {
      self.provider = provider
      self.tags = tags
    }
  }

  /// The reporting currency.
  public var currency: String
  /// The sources by name; nil where they are not known, which leaves names in rules unchecked.
  public var sources: [String: Source]?
  /// Whether there may be sources besides these, such as imported ones; then only names that look misspelt are mistakes.
  public var mayHaveOtherSources: Bool
  /// The tags of every app that may receive, by the name that reports show; nil leaves names unchecked.
  public var apps: [String: [String: String]]?
  /// The billing window of a source that contains a day.
  public var billingWindow: (_ source: String, _ day: Day) -> Period
  /// The name that a misspelt one probably means.
  public var closestName: (_ name: String, _ candidates: [String]) -> String?

  /// Creates a context.
  public init(
    currency: String,
    sources: [String: Source]? = nil,
    mayHaveOtherSources: Bool = false,
    apps: [String: [String: String]]? = nil,
    billingWindow: @escaping (_ source: String, _ day: Day) -> Period = {
      Period(.month, containing: $1)
    },
    closestName: @escaping (_ name: String, _ candidates: [String]) -> String? = { _, _ in nil }
  ) {
    self.currency = currency
    self.sources = sources
    self.mayHaveOtherSources = mayHaveOtherSources
    self.apps = apps
    self.billingWindow = billingWindow
    self.closestName = closestName
  }
}
