import Testing
import UsageModel
import UsageStore

@testable import Tallystick

struct RunCheckTests {
  private static let start = Timestamp(seconds: 1_790_000_000)

  private func lines(_ run: LoggedRun?, secondsLater seconds: Int64) async throws -> [String] {
    try await withTemporaryFolder { folder in
      let store = try SQLiteStore(path: "\(folder)/tallystick.sqlite")
      if let run {
        try store.log(LoggedRun(startedAt: run.startedAt.advanced(bySeconds: -86_400)))
        try store.log(run)
      }
      return await RunCheck(
        configuration: try doctorConfiguration(),
        store: store,
        now: Self.start.advanced(bySeconds: seconds)
      ).lines()
    }
  }

  private func run(status: Int?) -> LoggedRun {
    var run = LoggedRun(startedAt: Self.start)
    run.status = status
    run.endedAt = status.map { _ in Self.start.advanced(bySeconds: 9) }
    return run
  }

  private let mend = "    tally run"

  @Test func `a run that was never called is worth knowing`() async throws {
    let lines = try await lines(nil, secondsLater: 0)
    #expect(lines == ["note: `tally run` was never called", mend])
  }

  @Test func `a good run is silence until it is older than the configuration allows`()
    async throws
  {
    let fresh = try await lines(run(status: 0), secondsLater: 26 * 3600)
    #expect(fresh.isEmpty)
    let old = try await lines(run(status: 0), secondsLater: 26 * 3600 + 1)
    #expect(
      old == [
        "fault: the last run is of 2026-09-21T14:13:20Z, longer ago than `stale_after`", mend,
      ]
    )
  }

  @Test func `a run without an end is at work for an hour, and then a fault`() async throws {
    let working = try await lines(run(status: nil), secondsLater: 3600)
    #expect(working.isEmpty)
    let lost = try await lines(run(status: nil), secondsLater: 3601)
    #expect(
      lost == [
        "fault: the run of 2026-09-21T14:13:20Z did not end; it was killed, or still hangs", mend,
      ]
    )
  }

  @Test func `a run that failed is told with what failed`() async throws {
    var run = run(status: 3)
    run.failedSources = ["notte"]
    run.failedReports = ["a", "b"]
    let lines = try await lines(run, secondsLater: 60)
    #expect(
      lines == [
        "fault: the run of 2026-09-21T14:13:20Z left with status 3: source notte, report a, report b",
        mend,
      ]
    )
  }
}
