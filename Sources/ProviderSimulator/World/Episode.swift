import UsageModel

/// Something that changed how much was used, from one day up to another.
struct Episode: Sendable {
  /// The app that it happened to; nil when it was all of them.
  let app: App?
  /// The first day; nil when it was always so.
  let start: Int?
  /// The day after the last one; nil when it goes on.
  let stop: Int?
  /// What the use is multiplied by.
  let factor: Double

  init(_ app: App?, from start: String? = nil, before stop: String? = nil, times factor: Double) {
    self.app = app
    self.start = start.map(Self.number)
    self.stop = stop.map(Self.number)
    self.factor = factor
  }

  /// Whether the episode changes an app's day.
  func covers(_ app: App, _ day: Int) -> Bool {
    if let own = self.app, own != app { return false }
    if let start, day < start { return false }
    if let stop, day >= stop { return false }
    return true
  }

  /// What really happened in this world.
  static let all: [Episode] = [
    // The launch of Mosaic's public gallery doubled it.
    Episode(.mosaic, before: "2026-03-10", times: 0.5),
    // Tidepool began with a small group.
    Episode(.tidepool, before: "2026-05-18", times: 0),
    Episode(.tidepool, from: "2026-05-18", before: "2026-06-08", times: 0.3),
    Episode(.tidepool, from: "2026-06-08", before: "2026-07-06", times: 0.65),
    // A network outage took most of a Wednesday.
    Episode(nil, from: "2026-08-05", before: "2026-08-06", times: 0.35),
    // Beacon crawled everything a second time after a faulty release.
    Episode(.beacon, from: "2026-11-12", before: "2026-11-13", times: 3.4),
    Episode(.beacon, from: "2026-11-13", before: "2026-11-14", times: 1.5),
  ]

  private static func number(_ date: String) -> Int {
    guard let day = Day(date) else { preconditionFailure("\(date) is no day") }
    return day.daysSince1970
  }
}
