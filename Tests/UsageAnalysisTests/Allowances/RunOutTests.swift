import Testing
import UsageAnalysis
import UsageModel

/// When an allowance is probably used up, and when nobody can say.
struct RunOutTests {
  private static let start = Timestamp(rfc3339: "2026-11-01T00:00:00Z") ?? .distantPast
  private static let end = Timestamp(rfc3339: "2026-12-01T00:00:00Z") ?? .distantPast

  /// What was used at the end of each day of November, of a limit.
  private func points(
    _ used: [Int],
    of limit: Int? = 100,
    resetsAt: Timestamp? = end,
    tellsRest: Bool = false
  ) -> [AllowancePoint] {
    used.enumerated().map { index, used in
      let moment = Self.start.advanced(bySeconds: Int64(index) * 86_400)
      let allowance = Allowance(
        name: "credits",
        limit: tellsRest ? nil : limit.map { FixedDecimal($0) },
        used: tellsRest ? nil : FixedDecimal(used),
        remaining: tellsRest ? limit.map { FixedDecimal($0 - used) } : nil,
        unit: "credit",
        resetsAt: resetsAt
      )
      return AllowancePoint(observedAt: moment, learntAt: moment, allowance: allowance)
    }
  }

  private func days(
    _ points: [AllowancePoint],
    at moment: String = "2026-11-30T00:00:00Z"
  ) throws -> [String?]? {
    let moment = try #require(Timestamp(rfc3339: moment))
    return try RunOut(of: points, at: moment, in: .utc).map { days in
      [days.early.description, days.expected.description, days.late?.description]
    }
  }

  @Test func `an even pace has one day`() throws {
    // 10 a day: 50 are left on 6 November.
    #expect(
      try days(points([0, 10, 20, 30, 40, 50]))
        == ["2026-11-11", "2026-11-11", "2026-11-11"]
    )
  }

  @Test func `what never had anything in it does not run out`() throws {
    #expect(try days(points([0, 0, 0, 0, 0], of: 0)) == nil)
  }

  @Test func `the fastest and the slowest day make the early and the late one`() throws {
    // 5, 10 and 15 on three days; 60 are left on the 4th: 4, 6 and 12 days.
    #expect(
      try days(points([10, 15, 25, 40])) == ["2026-11-08", "2026-11-10", "2026-11-16"]
    )
  }

  @Test func `only the last seven days count`() throws {
    let slow = [0, 1, 2, 3]
    let fast = (1...7).map { 3 + $0 * 5 }
    // Two days are left on the 11th with 5 a day, whatever was before.
    #expect(
      try days(points(slow + fast, of: 48)) == ["2026-11-13", "2026-11-13", "2026-11-13"]
    )
  }

  @Test func `what lasts until it starts again does not run out`() throws {
    #expect(try days(points([0, 1, 2, 3, 4])) == nil)
    // Used up in the very moment in which it starts again: 26 days for 104 at 4 a day.
    #expect(try days(points([0, 4, 8, 12, 16], of: 120)) == nil)
    #expect(try days(points([0, 4, 8, 12, 16], of: 119))?[1] == "2026-11-30")
    // The slowest day would last longer, so there is no late day.
    #expect(try days(points([0, 20, 40, 41])) == ["2026-11-06", "2026-11-08", nil])
  }

  @Test func `without an end the pace of a week is taken for a year ahead`() throws {
    #expect(try days(points([0, 1, 2, 3], of: 368, resetsAt: nil))?[1] == "2027-11-04")
    #expect(try days(points([0, 1, 2, 3], of: 369, resetsAt: nil)) == nil)
  }

  @Test func `three days have to be seen`() throws {
    #expect(try days(points([0, 10, 20])) == nil)
    #expect(try days(points([0, 10, 20, 30])) != nil)
    #expect(try days([]) == nil)
  }

  @Test func `where nothing was used nobody can say`() throws {
    #expect(try days(points([5, 5, 5, 5, 5])) == nil)
  }

  @Test func `where the platform tells no limit nobody can say`() throws {
    #expect(try days(points([0, 10, 20, 30], of: nil)) == nil)
  }

  @Test func `what is left says as much as what is used`() throws {
    let used = [10, 15, 25, 40]
    #expect(try days(points(used, tellsRest: true)) == days(points(used)))
  }

  @Test func `days before it started again or grew do not count`() throws {
    // The counter fell: three days since.
    #expect(
      try days(points([80, 90, 0, 10, 20, 30])) == ["2026-11-13", "2026-11-13", "2026-11-13"]
    )
    #expect(try days(points([80, 90, 0, 10, 20])) == nil)
    // Credits were bought.
    let bought =
      points([80, 90], tellsRest: true)
      + points([0, 0, 0, 10, 20, 30], tellsRest: true)
      .dropFirst(2)
    #expect(try days(bought) == ["2026-11-13", "2026-11-13", "2026-11-13"])
    // The end moved, so it is another cycle.
    let moved =
      points([0, 10], resetsAt: Self.start.advanced(bySeconds: 90_000))
      + points([0, 0, 20, 30, 40]).dropFirst(2)
    #expect(try days(moved) == nil)
  }

  @Test func `what is used up is used up since it was first seen`() throws {
    #expect(
      try days(points([50, 90, 100, 100, 100])) == ["2026-11-03", "2026-11-03", "2026-11-03"]
    )
    #expect(try days(points([50, 120])) == ["2026-11-02", "2026-11-02", "2026-11-02"])
  }

  @Test func `only what was seen by the moment counts, and nothing after the end`() throws {
    let all = points([0, 10, 20, 30, 40, 90])
    #expect(try days(all, at: "2026-11-05T12:00:00Z") == days(Array(all.prefix(5))))
    #expect(try days(all, at: "2026-12-01T00:00:00Z") == nil)
  }

  @Test func `how often it was seen changes nothing of an even pace`() throws {
    let rare = points([0, 0, 0, 0, 40, 0, 0, 0, 80]).filter { point in
      [0, 40, 80].contains(point.allowance.used ?? 1)
        && [0, 4, 8].contains(Int((point.observedAt.seconds - Self.start.seconds) / 86_400))
    }
    #expect(rare.count == 3)
    #expect(try days(rare) == days(points([0, 10, 20, 30, 40, 50, 60, 70, 80])))
  }

  @Test func `the order of the days holds for any pace`() throws {
    for seed in 0..<200 {
      var used = 0
      let counts = (0..<8).map { index in
        used += (seed &* 31 &+ index &* index &* 17) % 13
        return used
      }
      guard
        let found = try RunOut(
          of: points(counts, of: used + 40, resetsAt: nil),
          at: Self.end,
          in: .utc
        )
      else { continue }
      #expect(found.early <= found.expected)
      if let late = found.late { #expect(found.expected <= late) }
    }
  }

  @Test func `the days are those of the reporting zone`() throws {
    let zone = try #require(ReportingCalendar(zone: "Pacific/Auckland"))
    let now = Self.start.advanced(bySeconds: 6 * 86_400)
    let days = try RunOut(of: points([0, 10, 20, 30, 40, 55]), at: now, in: zone)
    let inUTC = try RunOut(of: points([0, 10, 20, 30, 40, 55]), at: now, in: .utc)
    #expect(days?.early.description == "2026-11-09")
    #expect(inUTC?.early.description == "2026-11-09")
    #expect(days?.late.map { $0 - (inUTC?.late ?? $0) } == 1)
  }
}
