import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// The days of a window, cut once.
struct DayCutsTests {
  private static let zones = [
    "UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Australia/Lord_Howe",
    "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo", "Atlantic/Azores",
  ]

  @Test(arguments: zones)
  func `each moment lies in the day that the calendar says`(zone: String) throws {
    let calendar = ReportingCalendar(timeZone: try #require(TimeZone(identifier: zone)))
    var generator = SeededGenerator(seed: UInt64(zone.utf8.count))
    for _ in 0..<60 {
      let start = Timestamp(
        milliseconds: .random(in: 1_290_000_000_000...1_790_000_000_000, using: &generator)
      )
      let stop = start.advanced(bySeconds: .random(in: 1...4_000_000, using: &generator))
      let cuts = DayCuts(from: start, to: stop, in: calendar)
      var moments = [start, stop]
      for index in 0..<cuts.count {
        let midnight = calendar.start(of: cuts.day(at: index))
        moments += [midnight, midnight.justBefore].filter { start <= $0 && $0 <= stop }
        moments.append(
          Timestamp(
            milliseconds: .random(in: start.milliseconds...stop.milliseconds, using: &generator)
          )
        )
      }
      for moment in moments {
        #expect(cuts.day(at: cuts.index(of: moment)) == calendar.day(of: moment), "\(moment)")
      }
      // The time between two moments is handed out to the days without a rest.
      let last = cuts.index(of: stop)
      let weights = cuts.weights(of: 0...last, from: start, to: stop)
      #expect(weights.allSatisfy { $0 >= 0 })
      #expect(weights.reduce(0, +) == stop.milliseconds - start.milliseconds)
    }
  }

  @Test func `a day that the zone skips lasts no time, and nothing lies in it`() throws {
    // Samoa left out 30 December 2011.
    let calendar = ReportingCalendar(timeZone: try #require(TimeZone(identifier: "Pacific/Apia")))
    let start = Sample.time("2011-12-29T10:00:00Z")
    let cuts = DayCuts(from: start, to: Sample.time("2012-01-01T10:00:00Z"), in: calendar)
    #expect((0..<4).map { "\(cuts.day(at: $0))".suffix(2) } == ["29", "30", "31", "01"])
    #expect(cuts.index(of: Sample.time("2011-12-30T10:00:00Z")) == 2)
    let weights = cuts.weights(of: 0...2, from: start, to: Sample.time("2011-12-31T10:00:00Z"))
    #expect(weights.map { $0 / 3_600_000 } == [24, 0, 24])
  }

  @Test func `days outside of those that are cut have no place`() {
    let cuts = DayCuts(
      from: Sample.time("2024-02-28T12:00:00Z"),
      to: Sample.time("2024-03-01T12:00:00Z"),
      in: .utc
    )
    #expect(cuts.count == 3)
    #expect(cuts.indices(of: Sample.days("2024-02-29", "2024-02-29")) == 1..<2)
    #expect(cuts.indices(of: Sample.days("2024-01-01", "2024-12-31")) == 0..<3)
    #expect(cuts.indices(of: Sample.days("2024-01-01", "2024-01-31")).isEmpty)
    #expect(cuts.indices(of: Sample.days("2024-03-02", "2024-03-31")).isEmpty)
  }
}
