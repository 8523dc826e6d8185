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
    let missing = MissingUsage(configuration: configuration, usage: usage, moment: moment)
    var notices: [Notice] = []
    for source in configuration.sources {
      let name = source.account.name
      let gap = gap(in: name, period, begin, end, answer.coverageBySource)
      guard let gap else { continue }
      var text = gap.text
      if let kept = gap.kept, let seconds = gap.unseen,
        let estimate = try missing.estimate(of: kept, unseen: seconds, in: period)
      {
        text += "; \(estimate) is likely missing (at the rate of its last day)"
      }
      notices.append(Notice(.warning, [.strong([.text(gap.lead)]), .text(" \(text).")]))
    }
    return notices
  }

  /// What is not known of a source.
  private struct Gap {
    var lead: String
    var text: String
    /// The source, where anything is known of the period.
    var kept: KeptSource?
    /// For how many seconds nothing was seen, where that can be told.
    var unseen: FixedDecimal?
  }

  private func gap(
    in name: String,
    _ period: Period,
    _ begin: Timestamp,
    _ end: Timestamp,
    _ coverages: [String: FixedDecimal]
  ) -> Gap? {
    guard let kept = sources.first(where: { $0.identity.name == name }) else {
      return Gap(lead: "No data: \(name).", text: "It was never fetched")
    }
    let patience = configuration.staleAfter.components.seconds
    let coverage = coverages[name] ?? .zero
    let age = end.seconds - kept.lastObserved.seconds
    guard coverage > 0 else {
      return Gap(lead: "No data: \(name).", text: "Nothing is known of \(period.label)")
    }
    if age > patience {
      let seconds = FixedDecimal(Int(age))
      let duration = configuration.appearance.format.duration(seconds: seconds)
      let text = "Its last reading is \(duration) old"
      return Gap(lead: "Stale data: \(name).", text: text, kept: kept, unseen: seconds)
    }
    // A share of a stretch of time always fits.
    let elapsed = FixedDecimal(Int(end.seconds - begin.seconds))
    guard let unseen = try? (1 - coverage) * elapsed, unseen > FixedDecimal(Int(patience)) else {
      return nil
    }
    let share = configuration.appearance.format.percent(coverage, decimals: 0)
    let text = "Only \(share) of the elapsed time was seen"
    return Gap(lead: "Incomplete data: \(name).", text: text, kept: kept, unseen: unseen)
  }
}
