/// What the apps do on Shoal: requests, of which some cost credits.
enum ShoalWorkload: Workload {
  static let streams: [Stream] = [
    queries(.atlas, 480, credits: 1.1),
    queries(.mosaic, 340, credits: 0.9),
    queries(.ledgerline, 205, credits: 1.2),
    queries(.tidepool, 155, credits: 0.8),
    queries(.unassigned, 70, credits: 0.6),
  ]

  private static func queries(_ app: App, _ perDay: Double, credits: Double) -> Stream {
    Stream("shoal queries", app, perDay: perDay, consuming: ["credits": credits])
  }
}
