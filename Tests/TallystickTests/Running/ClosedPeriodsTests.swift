import Testing
import UsageModel
import UsageStore

@testable import Tallystick

/// Which reports of periods that are over are written.
struct ClosedPeriodsTests {
  private static let report = Configuration.Report(script: "Scripts/a.lua")
  private static let moment = Timestamp(seconds: 1)

  private func day(_ text: String) -> Day { Day(text) ?? Day(daysSince1970: 0) }

  private func jobs(
    of current: String = "2026-11",
    today: String = "2026-11-21",
    firstRun: String = "2026-11-01",
    finals: [String: String] = [:],
    isComplete: (Day) -> Bool = { _ in true },
    digest: (Range<Day>) -> String? = { _ in "1" }
  ) throws -> [String] {
    let current = try #require(Period(current))
    let finals = finals.compactMap { text, digest in
      Period(text).map {
        FinalReport(report: "a", days: $0.days, finalAt: Self.moment, digest: digest)
      }
    }
    return ClosedPeriods(
      of: [.init(report: Self.report, current: current)],
      finals: finals,
      firstRun: day(firstRun),
      today: day(today),
      isComplete: isComplete,
      digests: { $0.map(digest) }
    )
    .jobs.map { "\($0.period)\($0.finalAt == nil ? "" : " again")" }
  }

  @Test func `the period before now is written once after it is over`() throws {
    #expect(try jobs() == ["2026-10"])
    #expect(try jobs(finals: ["2026-10": "1"]) == [])
    #expect(try jobs(of: "2026-W47", firstRun: "2026-11-16") == ["2026-W46"])
  }

  @Test func `a final report is written again where its data have changed, however old`() throws {
    let finals = ["2026-10": "1", "2026-09": "2", "2026-03": "1"]
    #expect(try jobs(finals: finals) == ["2026-09 again"])
    #expect(
      try jobs(finals: finals, digest: { _ in "3" }) == [
        "2026-10 again", "2026-09 again", "2026-03 again",
      ]
    )
  }

  @Test func `periods whose runs were missed are made up for, since the first run`() throws {
    #expect(try jobs(firstRun: "2026-08-15") == ["2026-10", "2026-09", "2026-08"])
    #expect(try jobs(firstRun: "2026-08-15", finals: ["2026-09": "1"]) == ["2026-10", "2026-08"])
    let daily = try jobs(of: "2026-11-21", firstRun: "2026-01-01")
    #expect(daily.count == ClosedPeriods.mostMissed)
    #expect(daily.first == "2026-11-20")
  }

  @Test func `a period of which not everything is known waits`() throws {
    #expect(try jobs(isComplete: { _ in false }) == [])
    let known = day("2026-10-01")
    #expect(try jobs(of: "2026-11", firstRun: "2026-08-15", isComplete: { $0 <= known }) == [])
  }

  @Test func `where nothing is known there is nothing to write`() throws {
    #expect(try jobs(digest: { _ in nil }) == [])
    #expect(try jobs(of: "2026-11-01..2026-11-15") == [])
  }

  @Test func `a report of a period that is over is that period's`() throws {
    #expect(try jobs(of: "2026-10") == ["2026-10"])
  }
}
