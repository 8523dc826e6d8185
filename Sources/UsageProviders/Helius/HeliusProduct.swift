import UsageModel

/// A Helius product, by the name that the platform gives it.
struct HeliusProduct {
  /// The name.
  let name: String
  /// FOCUS SkuMeter: what the product is billed by.
  private let meter: String

  /// Every product of the three published contracts.
  private static let categories: [String: String] = [
    "rpc": ServiceCategory.web, "enhancedApi": ServiceCategory.web,
    "walletApi": ServiceCategory.web, "das": ServiceCategory.web, "api": ServiceCategory.web,
    "webhooks": ServiceCategory.integration, "webhook": ServiceCategory.integration,
    "laserstreamGrpc": ServiceCategory.networking,
    "laserstreamWebsocket": ServiceCategory.networking, "grpc": ServiceCategory.networking,
    "grpcGeyser": ServiceCategory.networking, "stream": ServiceCategory.networking,
    "websocket": ServiceCategory.networking, "preConfirmations": ServiceCategory.web,
    "preprocessedTransactions": ServiceCategory.web, "archival": ServiceCategory.databases,
    "photon": ServiceCategory.databases, "other": ServiceCategory.other,
  ]

  /// A product; `isMeteredByBytes` says whether the reply tells how many bytes it transferred.
  init(_ name: String, isMeteredByBytes: Bool) {
    self.name = name
    meter = isMeteredByBytes || name.hasPrefix("laserstream") ? "bytes" : "requests"
  }

  /// Whether this version knows a product.
  static func isKnown(_ name: String) -> Bool { categories[name] != nil }

  /// The product's counter of a measure.
  func key(_ measure: Measure, _ unit: String) -> Reading.Key {
    Reading.Key(
      facet: .service,
      service: name,
      category: Self.categories[name] ?? ServiceCategory.other,
      meter: meter,
      measure: measure,
      unit: unit
    )
  }
}
