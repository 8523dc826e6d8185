/// What the apps do on Helius: the names of streams are product names.
enum HeliusWorkload: Workload {
  static let streams: [Stream] = [
    calls(.rpc, .ledgerline, 70_000),
    calls(.rpc, .tidepool, 38_000),
    calls(.rpc, .courier, 3_900),
    calls(.enhancedApi, .ledgerline, 195),
    calls(.das, .tidepool, 3_900),
    calls(.das, .ledgerline, 2_700),
    calls(.webhooks, .ledgerline, 13_000),
    calls(.archival, .ledgerline, 420),
    bytes(.laserstreamGrpc, .ledgerline, 10_500, each: 148_000),
    bytes(.laserstreamWebsocket, .tidepool, 7_000, each: 66_000),
  ]

  private static func calls(_ product: HeliusProduct, _ app: App, _ perDay: Double) -> Stream {
    Stream("helius \(product.rawValue)", app, perDay: perDay)
  }

  private static func bytes(
    _ product: HeliusProduct,
    _ app: App,
    _ perDay: Double,
    each: Double
  ) -> Stream {
    Stream("helius \(product.rawValue)", app, perDay: perDay, consuming: ["bytes": each])
  }
}
