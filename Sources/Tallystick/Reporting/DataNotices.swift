import ReportDocument
import UsageModel
import UsageProviders
import UsageStore

/// What readers of a report must know about the data behind it: what is missing, stale or incomplete.
struct DataNotices {
  let configuration: Configuration
  /// What the store knows, as of the report.
  let sources: [KeptSource]
  /// The moment the report is made as of.
  let moment: Timestamp

  /// A warning for each source that does not cover the elapsed part of a period.
  ///
  /// What went unseen for less than `stale_after` is not worth a warning.
  func notices(for period: Period, in usage: StoredUsage) throws -> [Notice] {
    let begin = configuration.calendar.start(of: period.start)
    let end = min(moment, configuration.calendar.start(of: period.stop))
    guard begin < end else { return [] }
    // Without dimensions the totals answer, which is the least to read.
    let answer = try usage.answer(UsageQuery(days: period.days, dimensions: [], asOf: moment))
    return configuration.sources.compactMap { source in
      notice(for: source.account.name, period, begin, end, answer.coverageBySource)
    }
  }

  private func notice(
    for name: String,
    _ period: Period,
    _ begin: Timestamp,
    _ end: Timestamp,
    _ coverages: [String: FixedDecimal]
  ) -> Notice? {
    guard let kept = sources.first(where: { $0.identity.name == name }) else {
      return warning("No data: \(name).", "It was never fetched.")
    }
    let patience = configuration.staleAfter.components.seconds
    let coverage = coverages[name]?.approximation ?? 0
    let age = end.seconds - kept.lastObserved.seconds
    guard coverage > 0 else {
      return warning("No data: \(name).", "Nothing is known of \(period.label).")
    }
    if age > patience {
      let duration = NumberFormat.englishUS.duration(seconds: FixedDecimal(Int(age)))
      return warning("Stale data: \(name).", "Its last reading is \(duration) old.")
    }
    let unseen = (1 - coverage) * Double(end.seconds - begin.seconds)
    guard unseen > Double(patience) else { return nil }
    let share = NumberFormat.englishUS.percent(coverages[name] ?? .zero, decimals: 0)
    return warning("Incomplete data: \(name).", "Only \(share) of the elapsed time was seen.")
  }

  private func warning(_ lead: String, _ text: String) -> Notice {
    Notice(.warning, [.strong([.text(lead)]), .text(" \(text)")])
  }
}
