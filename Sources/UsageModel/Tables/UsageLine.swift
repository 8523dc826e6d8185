/// What many usage records have in common: all texts but those of the day and the quality.
public struct UsageLine: Hashable, Sendable {
  /// The configured account.
  public var source: String
  /// The platform.
  public var provider: String
  /// The platform's id of the account or project.
  public var account: String?
  /// The user's own product.
  public var app: String
  /// The platform's id of the app.
  public var appID: String
  /// FOCUS ServiceName.
  public var service: String
  /// FOCUS ServiceCategory.
  public var category: String
  /// FOCUS SkuMeter.
  public var meter: String
  /// What kind of charge it is.
  public var charge: Charge
  /// The quantity's unit.
  public var unit: String?
  /// What the platform counts the cost in; nil where it does not tell a cost.
  public var currency: String?
  /// The source's tags, then those of the app.
  public var tags: [String: String]
  /// Which target an allocation gave the share to; nil in usage as it was recorded.
  public var target: String?

  /// The line of a record.
  public init(_ record: UsageRecord) {
    source = record.source
    provider = record.provider
    account = record.account
    app = record.app
    appID = record.appID
    service = record.service
    category = record.category
    meter = record.meter
    charge = record.charge
    unit = record.unit
    currency = record.native?.currency
    tags = record.tags
  }

  /// The line's value of a dimension; nil for those that its records tell each by itself.
  public subscript(dimension: UsageDimension) -> String? {
    switch dimension {
    case .day, .week, .month, .quality: nil
    case .source: source
    case .provider: provider
    case .account: account ?? ReservedName.notBrokenDown
    case .app: app
    case .appID: appID
    case .service: service
    case .category: category
    case .meter: meter
    case .unit: unit ?? ReservedName.notBrokenDown
    case .charge: charge.rawValue
    case .tag(let name): tags[name] ?? ReservedName.notBrokenDown
    case .target: target ?? ReservedName.notBrokenDown
    }
  }
}
