import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// What one counter gained each day, for many made-up counters.
struct CounterSpreadingTests {
  /// One counter of one window, with what a reply every now and then says of it.
  private struct Counter {
    let window: BillingWindow
    let calendar: ReportingCalendar
    let granularity: FixedDecimal.Granularity
    var moments: [Timestamp] = []
    var series = CounterSeries()
    var last = FixedDecimal.zero

    init(seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      let zones = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"]
      let zone = zones[Int.random(in: zones.indices, using: &generator)]
      calendar = ReportingCalendar(timeZone: TimeZone(identifier: zone) ?? .gmt)
      // A leap day and changes of the clocks lie in reach.
      let start = Timestamp(seconds: .random(in: 1_324_000_000...1_332_000_000, using: &generator))
      let length = Int64.random(in: 1...1_500_000, using: &generator)
      let stop = start.advanced(bySeconds: length)
      window =
        BillingWindow(start: start, stop: stop, basis: .stated)
        ?? BillingWindow(month: start.utcDay.month, basis: .stated)
      granularity = Bool.random(using: &generator) ? .whole : .finest
      let seconds = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        [0, length, .random(in: -500...length + 300_000, using: &generator)]
          .randomElement(using: &generator) ?? 0
      }
      for second in Set(seconds).sorted() {
        let moment = start.advanced(bySeconds: second)
        moments.append(max(window.start, moment))
        guard Int.random(in: 0..<5, using: &generator) > 0 else { continue }
        let step = Int128.random(in: -3...9, using: &generator)
        let unit = granularity == .whole ? FixedDecimal.unitsPerOne : 7_919
        last = FixedDecimal(units: max(0, last.units + step * unit))
        let observation = Observation(
          request: 0,
          observedAt: moment,
          learntAt: moment,
          digest: [],
          window: window,
          values: []
        )
        let midnight = Timestamp(seconds: Int64(moment.utcDay.daysSince1970) * 86_400)
        if Bool.random(using: &generator), start < midnight, midnight < moment {
          let before = FixedDecimal(units: .random(in: 0...last.units, using: &generator))
          let value = ObservedValue(counter: 0, value: before, recalledAt: midnight)
          series.add(value, of: observation, in: window)
        }
        series.add(ObservedValue(counter: 0, value: last), of: observation, in: window)
      }
    }

    func amounts(on days: Range<Day>? = nil) throws -> [(day: Day, amount: DailyAmount)] {
      let reach = moments.last.map { min($0, window.stop) } ?? window.start
      let cuts = DayCuts(from: window.start, to: reach, in: calendar)
      let first = cuts.day(at: 0)
      let all = first.advanced(by: -1)..<first.advanced(by: cuts.count + 1)
      let spreading = CounterSpreading(window, cuts: cuts, days: days ?? all)
      return try spreading.dailyAmounts(
        of: series.timeline(in: window),
        seenAt: moments,
        granularity: granularity
      ).map { (cuts.day(at: $0.day), $0) }
    }
  }

  @Test func `the gains of all days sum to the last value`() throws {
    for seed in UInt64(0)..<1500 {
      let counter = Counter(seed: seed)
      let amounts = try counter.amounts()
      #expect(try FixedDecimal.sum(of: amounts.map(\.amount.amount)) == counter.last, "\(seed)")
      let first = counter.calendar.day(of: counter.window.start)
      let last = counter.calendar.day(of: counter.window.stop.justBefore)
      for (day, amount) in amounts {
        #expect(first <= day && day <= last, "\(seed)")
        #expect(amount.amount.isNegative == (amount.quality == .correction), "\(seed)")
        #expect(!amount.amount.isZero, "\(seed)")
      }
    }
  }

  @Test func `a range of days has the gains that these days have among all`() throws {
    for seed in UInt64(5000)..<6000 {
      let counter = Counter(seed: seed)
      let all = try counter.amounts()
      var generator = SeededGenerator(seed: seed)
      let first = counter.calendar.day(of: counter.window.start)
      let start = first.advanced(by: Int.random(in: -3...18, using: &generator))
      let days = start..<start.advanced(by: Int.random(in: 0...6, using: &generator))
      let some = try counter.amounts(on: days)
      func line(_ gain: (day: Day, amount: DailyAmount)) -> String {
        "\(gain.day) \(gain.amount.amount) \(gain.amount.quality) \(gain.amount.learntAt)"
      }
      #expect(some.map(line) == all.filter { days.contains($0.day) }.map(line), "\(seed)")
    }
  }
}
