/// What is known of a Helius product by its name.
enum HeliusProduct {
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

  /// FOCUS ServiceCategory.
  static func category(_ product: String) -> String {
    categories[product] ?? ServiceCategory.other
  }

  /// What the product is metered by: LaserStream by bytes, everything else by requests.
  static func meter(_ product: String) -> String {
    product.hasPrefix("laserstream") ? "bytes" : "requests"
  }

  /// Whether this version knows the product.
  static func isKnown(_ product: String) -> Bool { categories[product] != nil }
}
