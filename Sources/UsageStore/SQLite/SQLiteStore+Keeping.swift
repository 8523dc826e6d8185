import GRDB
public import UsageModel

extension SQLiteStore {
  /// Derives the records of what has changed, and keeps them beside the readings, so that questions about years are
  /// answered at once.
  ///
  /// Answers are the same with and without. Each breakdown of a source is a transaction of its own.
  ///
  /// - Returns: How many breakdowns of sources had changed.
  @discardableResult
  public func keepRecords(in context: UsageContext) throws(StoreError) -> Int {
    // All that is known counts; what is consumed on a day does not depend on later ones.
    let query = UsageQuery(
      days: Day(daysSince1970: 0)..<Day(daysSince1970: 1),
      asOf: Self.endOfTime
    )
    // Without the names and tags of the configuration, which are looked up when a question is answered.
    let plain = UsageContext(
      calendar: context.calendar,
      currency: context.currency,
      terms: context.terms
    )
    let asked = try read { try Self.asked(query, in: plain, $0) }
    guard let first = asked.first else { return 0 }
    let basis = try StoreError.translating(path) {
      try RecordBasis(terms: first.part.terms, context: context)
    }
    var changed = 0
    for (part, id) in asked {
      guard let id else { continue }
      for facet in part.facets.sorted(by: { $0.rawValue < $1.rawValue }) {
        var asking = query
        asking.dimensions = facet.dimensions
        let answering = part.asking(asking)
        do throws(StoreError) {
          guard try answering.chosenFacet() == facet else { continue }
          // Most sources have told nothing since they were last looked through.
          let known = try read { database in
            try RecordState.current(
              of: id,
              facet: facet,
              basis: basis,
              asOf: query.asOf,
              in: database
            )
          }
          if known != nil { continue }
          let isChanged = try write { database in
            try RecordKeeping(
              of: id,
              facet: facet,
              answering: answering,
              basis: basis,
              in: database
            ).run()
          }
          if isChanged { changed += 1 }
        } catch {
          // Who asks for records that cannot be told is told why.
          guard error.code == .unanswerable else { throw error }
        }
      }
    }
    return changed
  }

  /// A moment after all others.
  private static let endOfTime = Timestamp(seconds: 253_370_764_800)
}
