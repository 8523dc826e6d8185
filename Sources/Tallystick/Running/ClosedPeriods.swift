import UsageModel
import UsageStore

/// Which reports of periods that are over have to be written, for the first time or again.
///
/// A period's report is final once every source was seen after its end, or `stale_after` has passed since. It is written
/// again when the usage that it is about has changed.
struct ClosedPeriods {
  /// A report to write.
  struct Job: Hashable {
    let report: Configuration.Report
    let period: Period
    /// Since when it is final; nil for one that never was.
    let finalAt: Timestamp?
    let digest: String
  }

  /// A report with the kind of its periods.
  struct Candidate {
    let report: Configuration.Report
    let current: Period
  }

  /// The most periods that are made up for, where runs were missed.
  static let mostMissed = 12

  /// Reports are looked at again for as long after their period, in days: no platform restates what is older.
  static let daysWatched = 400

  let jobs: [Job]

  /// Finds what to write.
  ///
  /// - Parameters:
  ///   - candidates: The reports that were made, with the period that each is of now.
  ///   - finals: What is final already.
  ///   - firstRun: The day of the first run that is known; missed periods are made up for from there on.
  ///   - today: The first day that is not over.
  ///   - isComplete: Whether everything is known of a period that ends before a day.
  ///   - digests: Digests of the usage of some stretches; nil where nothing is known.
  init(
    of candidates: [Candidate],
    finals: [FinalReport],
    firstRun: Day,
    today: Day,
    isComplete: (Day) -> Bool,
    digests: ([Range<Day>]) throws -> [String?]
  ) rethrows {
    var wanted: [(report: Configuration.Report, period: Period, final: FinalReport?)] = []
    for candidate in candidates where candidate.current.kind != .range {
      var period = candidate.current
      // Of a report that is of a period that is over, that one is the first.
      if period.stop > today { period = period.advanced(by: -1) }
      var count = 0
      while period.stop >= today.advanced(by: -Self.daysWatched), isComplete(period.stop) {
        let final = finals.first {
          $0.report == candidate.report.name && $0.days == period.days
        }
        // The one before now is always wanted; earlier ones only where runs should have made them.
        let isMissed = count < Self.mostMissed && (count == 0 || period.stop > firstRun)
        if final != nil || isMissed { wanted.append((candidate.report, period, final)) }
        count += 1
        period = period.advanced(by: -1)
      }
    }
    let stretches = Array(Set(wanted.map(\.period.days)))
    let found = stretches.isEmpty ? [] : try digests(stretches)
    let digestOf = Dictionary(uniqueKeysWithValues: zip(stretches, found))
    jobs = wanted.compactMap { report, period, final in
      guard let digest = digestOf[period.days].flatMap(\.self), digest != final?.digest else {
        return nil
      }
      return Job(report: report, period: period, finalAt: final?.finalAt, digest: digest)
    }
  }
}
