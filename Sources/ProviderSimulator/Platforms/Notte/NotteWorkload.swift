/// What the apps do on Notte: browser sessions and functions.
enum NotteWorkload: Workload {
  static let streams: [Stream] = sessions + functions

  /// A session takes browser minutes, bytes through the proxy and microdollars for the language model.
  static let sessions: [Stream] = [
    session(.beacon, 860, minutes: 9.5, proxyBytes: 290_000, model: 2_200),
    session(.courier, 495, minutes: 6, proxyBytes: 120_000, model: 4_100),
    session(.mosaic, 245, minutes: 4.5, proxyBytes: 510_000, model: 3_000),
    session(.atlas, 110, minutes: 7, proxyBytes: 90_000, model: 6_500),
  ]

  /// A function takes microdollars.
  static let functions: [Stream] = [
    function(.beacon, 820),
    function(.courier, 360),
  ]

  private static func session(
    _ app: App,
    _ perDay: Double,
    minutes: Double,
    proxyBytes: Double,
    model: Double
  ) -> Stream {
    Stream(
      "notte session",
      app,
      perDay: perDay,
      consuming: ["minutes": minutes, "proxy bytes": proxyBytes, "model": model]
    )
  }

  private static func function(_ app: App, _ perDay: Double) -> Stream {
    Stream("notte function", app, perDay: perDay, consuming: ["cost": 1_450])
  }
}
