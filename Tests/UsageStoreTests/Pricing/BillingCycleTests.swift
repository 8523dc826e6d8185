import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

struct BillingCycleTests {
  private func cycles(_ windows: [String], in zone: String = "UTC") -> BillingCycles {
    BillingCycles(
      windows: windows.map(Sample.window),
      calendar: ReportingCalendar(timeZone: TimeZone(identifier: zone) ?? .gmt)
    )
  }

  /// The first days of the cycles that touch some days.
  private func starts(_ cycles: BillingCycles, _ first: String, _ last: String) -> [String] {
    var starts: [String] = []
    var day = Sample.day(first)
    while day <= Sample.day(last) {
      let cycle = cycles.cycle(containing: day)
      starts.append(cycle.lowerBound.description)
      day = cycle.upperBound
    }
    return starts
  }

  @Test func `without a window they are the calendar months`() {
    #expect(
      starts(cycles([]), "2026-01-15", "2026-03-01") == ["2026-01-01", "2026-02-01", "2026-03-01"]
    )
  }

  @Test func `one window gives the day of the month to all`() {
    let cycles = cycles(["2026-09-19T14:30:00Z/2026-10-19T14:30:00Z"])
    #expect(
      starts(cycles, "2026-07-19", "2026-12-18") == [
        "2026-07-19", "2026-08-19", "2026-09-19", "2026-10-19", "2026-11-19",
      ]
    )
    #expect(
      cycles.cycle(containing: Sample.day("2026-10-18")).upperBound == Sample.day("2026-10-19")
    )
  }

  @Test(arguments: [
    (
      "2026-01-31T00:00:00Z/2026-02-28T00:00:00Z",
      ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"]
    ),
    (
      "2026-02-28T00:00:00Z/2026-03-31T00:00:00Z",
      ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"]
    ),
    (
      "2026-01-28T00:00:00Z/2026-02-28T00:00:00Z",
      ["2025-12-28", "2026-01-28", "2026-02-28", "2026-03-28"]
    ),
  ])
  func `a short month does not change the day for good`(window: String, expected: [String]) {
    #expect(starts(cycles([window]), expected[0], expected[3]) == expected)
  }

  @Test func `months in UTC stay months of UTC in another zone`() {
    #expect(
      starts(cycles(["2026-03"], in: "Europe/Berlin"), "2026-02-01", "2026-05-31") == [
        "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01",
      ]
    )
    // The last day of the month begins the next one where UTC is ahead.
    #expect(
      starts(cycles(["2026-03"], in: "America/New_York"), "2026-01-31", "2026-05-30") == [
        "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30",
      ]
    )
  }

  @Test func `a gap is filled by monthly steps up to the next window`() {
    let cycles = cycles([
      "2026-06-10T00:00:00Z/2026-07-10T00:00:00Z", "2026-01-05T00:00:00Z/2026-02-05T00:00:00Z",
    ])
    #expect(
      starts(cycles, "2026-01-05", "2026-07-10") == [
        "2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05", "2026-05-05", "2026-06-05",
        "2026-06-10",
        "2026-07-10",
      ]
    )
  }

  @Test func `a window that starts earlier than the last one ends cuts it`() {
    let cycles = cycles([
      "2026-01-05T00:00:00Z/2026-02-05T00:00:00Z", "2026-01-20T06:00:00Z/2026-02-20T06:00:00Z",
      "2026-01-20T07:00:00Z/2026-02-21T06:00:00Z",
    ])
    #expect(
      starts(cycles, "2026-01-05", "2026-03-01") == ["2026-01-05", "2026-01-20", "2026-02-21"]
    )
  }

  @Test func `each day lies in exactly one cycle, whatever is known and in any order`() throws {
    let zones = [
      "UTC", "Europe/Berlin", "Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe",
    ]
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<300 {
      let zone = zones[Int.random(in: zones.indices, using: &generator)]
      let calendar = ReportingCalendar(timeZone: try #require(TimeZone(identifier: zone)))
      let origin = Sample.time("2011-11-01T00:00:00Z")
      let windows = (0..<Int.random(in: 0...4, using: &generator)).compactMap { _ in
        let start = origin.advanced(bySeconds: .random(in: 0..<20_000_000, using: &generator))
        return BillingWindow(
          start: start,
          stop: start.advanced(bySeconds: .random(in: 1..<5_000_000, using: &generator)),
          basis: .stated
        )
      }
      let cycles = BillingCycles(windows: windows, calendar: calendar)
      let shuffled = BillingCycles(windows: windows.shuffled(using: &generator), calendar: calendar)
      var cycle = cycles.cycle(containing: Sample.day("2011-06-01"))
      while cycle.lowerBound < Sample.day("2013-01-01") {
        #expect(!cycle.isEmpty && cycle.count <= 60)
        for day in cycle {
          #expect(cycles.cycle(containing: day) == cycle)
          #expect(shuffled.cycle(containing: day) == cycle)
        }
        let next = cycles.cycle(containing: cycle.upperBound)
        #expect(next.lowerBound == cycle.upperBound)
        cycle = next
      }
      for window in windows {
        let day = calendar.day(of: window.start)
        #expect(cycles.cycle(containing: day).lowerBound == day)
      }
    }
  }
}

struct SourcePlanTests {
  private func line(_ plans: [Plan], on day: String) -> String? {
    SourcePlans(plans, cycles: BillingCycles(windows: [], calendar: .utc)).cycle(
      on: Sample.day(day)
    )
    .map { "\($0.plan.name ?? "?") \($0.days.lowerBound) \($0.days.upperBound)" }
  }

  @Test(arguments: [
    ("2025-12-31", nil), ("2026-01-09", nil), ("2026-01-10", "A 2026-01-10 2026-02-01"),
    ("2026-02-28", "A 2026-02-01 2026-03-01"), ("2026-03-05", "A 2026-03-01 2026-03-06"),
    ("2026-03-06", "B 2026-03-06 2026-03-20"), ("2026-03-20", "A 2026-03-20 2026-04-01"),
    ("2026-05-14", "A 2026-05-01 2026-05-15"), ("2026-05-15", nil), ("2026-06-30", nil),
    ("2026-07-01", "C 2026-07-01 2026-08-01"), ("2036-07-01", "C 2036-07-01 2036-08-01"),
  ])
  func `the plan that began last is in force while it runs`(day: String, expected: String?) {
    let plans = [
      Sample.plan("1 USD", "USD", since: "2026-01-10", before: "2026-05-15", name: "A"),
      Sample.plan("1 USD", "USD", since: "2026-03-06", before: "2026-03-20", name: "B"),
      Sample.plan("1 USD", "USD", since: "2026-07-01", name: "C"),
      // It ends before it begins.
      Sample.plan("1 USD", "USD", since: "2026-04-01", before: "2026-03-01", name: "D"),
    ]
    #expect(line(plans, on: day) == expected)
    #expect(line(plans.reversed(), on: day) == expected)
  }

  @Test func `between plans of one day, what they say decides and not their order`() {
    let plans = [
      Sample.plan("1 USD", "USD", since: "2026-01-10", name: "A"),
      Sample.plan("1 USD", "USD", since: "2026-01-10", before: "2026-01-20", name: "B"),
    ]
    for plans in [plans, plans.reversed()] {
      #expect(line(plans, on: "2026-01-15") == "B 2026-01-10 2026-01-20")
      #expect(line(plans, on: "2026-01-25") == "A 2026-01-20 2026-02-01")
    }
  }
}
