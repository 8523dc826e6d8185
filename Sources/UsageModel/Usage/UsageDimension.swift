/// Something that usage can be grouped and filtered by.
public enum UsageDimension: Hashable, Sendable {
  case day, week, month
  case source, provider, account
  case app, appID
  case service, category, meter, unit
  case charge, quality
  case tag(String)
  /// Which target a share of a cost went to; only the results of an allocation have it.
  case target

  /// The dimensions that have a fixed name, in the order of the documentation.
  public static let named: [UsageDimension] = [
    .day, .week, .month, .source, .provider, .account, .app, .appID, .service, .category, .meter,
    .unit, .charge, .quality,
  ]

  /// Reads a dimension's name: `app_id`, or `tag.team`.
  public init?(name: String) {
    if let found = Self.named.first(where: { $0.name == name }) {
      self = found
    } else if name.hasPrefix("tag."), name.utf8.count > 4 {
      self = .tag(String(name.dropFirst(4)))
    } else {
      return nil
    }
  }

  /// The name in scripts, on the command line and in JSON.
  public var name: String {
    switch self {
    case .day: "day"
    case .week: "week"
    case .month: "month"
    case .source: "source"
    case .provider: "provider"
    case .account: "account"
    case .app: "app"
    case .appID: "app_id"
    case .service: "service"
    case .category: "category"
    case .meter: "meter"
    case .unit: "unit"
    case .charge: "charge"
    case .quality: "quality"
    case .tag(let tag): "tag.\(tag)"
    case .target: "target"
    }
  }

  /// Whether a day alone tells it.
  public var isOfDay: Bool { self == .day || self == .week || self == .month }

  /// Whether only some facets of a source tell it apart.
  public var dependsOnFacet: Bool { Facet.appAndService.dimensions.contains(self) }
}

extension Day {
  /// The day's value of a dimension; nil for those that no day tells.
  public subscript(dimension: UsageDimension) -> String? {
    switch dimension {
    case .day: description
    case .week: isoWeek
    case .month: month.description
    default: nil
    }
  }
}
