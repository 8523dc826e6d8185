import Synchronization
import UsageModel

/// What every app has consumed on every platform at every moment.
///
/// A pure function of the seed; the months that were asked for are kept, nothing else is remembered.
final class World: Sendable {
  let seed: UInt64
  private let noise: SeededNoise
  private let sheets = Mutex<[Month: MonthSheet]>([:])

  /// How many months are kept.
  private static let capacity = 60

  /// Every stream; its place here is how it is asked for.
  private static let streams: [Stream] =
    PuterWorkload.streams + NotteWorkload.streams + CuadraWorkload.streams
    + HeliusWorkload.streams + ShoalWorkload.streams

  init(seed: UInt64) {
    self.seed = seed
    noise = SeededNoise(seed: seed)
  }

  /// Where the streams of a platform are, in the order of its workload.
  static func places(of workload: any Workload.Type) -> [Int] {
    streams.indices.filter { index in
      workload.streams.contains { $0.subject == streams[index].subject }
    }
  }

  /// What a stream consumed from the start of a day up to a moment: how often, then each quantity.
  func amounts(of place: Int, since start: Day, until now: Timestamp) -> [Int] {
    let stream = Self.streams[place]
    let today = now.utcDay
    var amounts = [Int](repeating: 0, count: stream.quantities.count + 1)
    guard start <= today else { return amounts }
    var month = start.month
    let last = today.month
    var sheet = sheet(month)
    if start.daysSince1970 > sheet.start {
      sheet.add(place, before: start.daysSince1970, times: -1, to: &amounts)
    }
    while month < last {
      sheet.add(place, before: sheet.start + sheet.length, to: &amounts)
      month = month.advanced(by: 1)
      sheet = self.sheet(month)
    }
    let midnight = Int64(today.daysSince1970) * 86_400_000
    sheet.add(
      place,
      app: stream.app,
      day: today.daysSince1970,
      after: Int(now.milliseconds - midnight),
      to: &amounts
    )
    return amounts
  }

  /// The sums of streams whose quantities are alike, up to a moment.
  func amounts(of places: [Int], since start: Day, until now: Timestamp) -> [Int] {
    Self.sum(places) { amounts(of: $0, since: start, until: now) }
  }

  /// The sums of streams whose quantities are alike, over a whole month.
  func amounts(of places: [Int], in month: Month) -> [Int] {
    let sheet = sheet(month)
    return Self.sum(places) { place in
      var amounts = [Int](repeating: 0, count: Self.streams[place].quantities.count + 1)
      sheet.add(place, before: sheet.start + sheet.length, to: &amounts)
      return amounts
    }
  }

  private static func sum(_ places: [Int], _ amounts: (Int) -> [Int]) -> [Int] {
    var sums: [Int] = []
    for place in places {
      let own = amounts(place)
      sums = sums.isEmpty ? own : zip(sums, own).map(+)
    }
    return sums
  }

  /// Text that looks random and is the same for the same purpose and moment.
  func token(_ purpose: String, at now: Int64) -> String {
    let bits = noise.bits(SeededNoise.subject(purpose), Int(now))
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private func sheet(_ month: Month) -> MonthSheet {
    if let kept = sheets.withLock({ $0[month] }) { return kept }
    let made = MonthSheet(month, streams: Self.streams, noise: noise)
    sheets.withLock { sheets in
      if sheets.count >= Self.capacity { sheets = [:] }
      sheets[month] = made
    }
    return made
  }
}
