import UsageModel

/// When the demo fetches: what an hourly cron job would see, thinned out.
enum DemoSchedule {
  /// The first moment.
  static let start = Timestamp(
    seconds: Int64(Month(year: 2025, month: 10).start.daysSince1970) * 86_400
  )

  /// Every twelve hours until a moment, and ten seconds before each window of a platform ends.
  static func moments(until stop: Timestamp) -> [Timestamp] {
    let step: Int64 = 12 * 3600
    let last = (stop.seconds - start.seconds) / step
    guard last >= 0 else { return [stop] }
    let regular = (0...last).map { start.advanced(bySeconds: $0 * step) }
    let windowEnds = Period(from: start.utcDay, before: stop.utcDay.advanced(by: 1))?.days
      .filter { [1, windowDay].contains($0.dayOfMonth) && $0 > start.utcDay }
      .map { Timestamp(seconds: Int64($0.daysSince1970) * 86_400 - 10) }
    return Set(regular + (windowEnds ?? []) + [stop]).filter { $0 <= stop }.sorted()
  }

  /// The day on which the simulated Helius cycle begins.
  private static let windowDay = 6
}
