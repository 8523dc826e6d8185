/// What the apps do on Cuadra: answers, each for some credits.
enum CuadraWorkload: Workload {
  static let streams: [Stream] = [
    answers(.courier, 2_150, credits: 1.8),
    answers(.atlas, 940, credits: 2.1),
    answers(.ledgerline, 550, credits: 1.6),
    answers(.beacon, 325, credits: 2.4),
  ]

  private static func answers(_ app: App, _ perDay: Double, credits: Double) -> Stream {
    Stream("cuadra answers", app, perDay: perDay, consuming: ["credits": credits])
  }
}
