import UsageModel
import UsageProviders
import UsageStore

/// Whether every source was fetched of late.
struct FreshnessCheck: DoctorCheck {
  let name = "fetches"
  /// Names the sources, and says how old they may be.
  let configuration: Configuration
  /// Where the replies are.
  let store: any UsageStore
  /// The moment that counts as now.
  let now: Timestamp

  func findings() async -> [DoctorFinding] {
    configuration.sources.compactMap { source in
      let name = source.account.name
      let mend = "tally fetch \(ShellWord.quoted(name))"
      let last: Timestamp?
      do {
        last = try store.lastObserved(of: name).values.max()
      } catch {
        return DoctorFinding(.fault, source: name, "\(error)", mend: "tally store verify")
      }
      guard let last else {
        return DoctorFinding(.note, source: name, "it was never fetched", mend: mend)
      }
      let age = now.seconds - last.seconds
      guard age > configuration.staleAfter.components.seconds else { return nil }
      return DoctorFinding(
        .fault,
        source: name,
        "the last reply is of \(last), \(Self.hours(age)) ago, longer than `stale_after`",
        mend: mend
      )
    }
  }

  private static func hours(_ seconds: Int64) -> String {
    let hours = seconds / 3600
    return hours < 72 ? "\(hours) h" : "\(hours / 24) days"
  }
}
