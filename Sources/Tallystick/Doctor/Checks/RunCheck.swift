import UsageModel
import UsageStore

/// Whether `tally run` is called, comes to an end, and finds all well.
struct RunCheck: DoctorCheck {
  let name = "last-run"
  /// Says how old things may be.
  let configuration: Configuration
  /// Where runs are noted down.
  let store: SQLiteStore
  /// The moment that counts as now.
  let now: Timestamp

  /// A run that takes longer was killed, or hangs.
  private static let longest: Int64 = 3600

  func findings() async -> [DoctorFinding] {
    do {
      // A run of a clock that was ahead says nothing of those since.
      let latest = now.advanced(bySeconds: 300)
      guard let last = try store.lastRuns(1000).first(where: { $0.startedAt <= latest }) else {
        return [DoctorFinding(.note, "`tally run` was never called", mend: "tally run")]
      }
      return findings(of: last)
    } catch {
      return [DoctorFinding(.fault, "\(error)", mend: "tally store verify")]
    }
  }

  private func findings(of run: LoggedRun) -> [DoctorFinding] {
    let age = now.seconds - run.startedAt.seconds
    if age > configuration.staleAfter.components.seconds {
      let text = "the last run is of \(run.startedAt), longer ago than `stale_after`"
      return [DoctorFinding(.fault, text, mend: "tally run")]
    }
    guard let status = run.status else {
      guard age > Self.longest else { return [] }
      let text = "the run of \(run.startedAt) did not end; it was killed, or still hangs"
      return [DoctorFinding(.fault, text, mend: "tally run")]
    }
    // A budget that is breached, as `fail_on` asks to be told, is no failure of the run.
    guard status != 0, status != 5 else { return [] }
    let failed =
      run.failedSources.map { "source \($0)" } + run.failedReports.map { "report \($0)" }
    let what = failed.isEmpty ? "" : ": \(failed.joined(separator: ", "))"
    let text = "the run of \(run.startedAt) left with status \(status)\(what)"
    return [DoctorFinding(.fault, text, mend: "tally run")]
  }
}
