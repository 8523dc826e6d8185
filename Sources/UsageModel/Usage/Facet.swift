/// One complete breakdown of a source's total.
///
/// A source that reports the same total by app and again by service has two facets of one total; a
/// query takes one of them, so that nothing is counted twice.
public struct Facet: RawRepresentable, Hashable, Sendable {
  /// The facet's name.
  public let rawValue: String

  /// Creates a facet from its name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The total alone.
  public static let total: Facet = Facet(rawValue: "total")

  /// The total by app.
  public static let app: Facet = Facet(rawValue: "app")

  /// The total by service and meter.
  public static let service: Facet = Facet(rawValue: "service")

  /// The total by app, service and meter at once.
  public static let appAndService: Facet = Facet(rawValue: "app+service")

  /// The dimensions that the facet tells apart.
  public var dimensions: Set<UsageDimension> {
    switch self {
    case .app: [.app, .appID]
    case .service: [.service, .category, .meter]
    case .appAndService: [.app, .appID, .service, .category, .meter]
    default: []
    }
  }
}
