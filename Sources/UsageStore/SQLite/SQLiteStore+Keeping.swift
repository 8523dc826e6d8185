import GRDB
public import UsageModel

extension SQLiteStore {
  /// Derives the records of what has changed, and keeps them beside the readings, so that questions about years are
  /// answered at once.
  ///
  /// Answers are the same with and without.
  ///
  /// - Returns: How many breakdowns of sources had changed.
  @discardableResult
  public func keepRecords(in context: UsageContext) throws(StoreError) -> Int {
    try write { database in
      // All that is known counts; what is consumed on a day does not depend on later ones.
      let now = Self.endOfTime
      let query = UsageQuery(days: Day(daysSince1970: 0)..<Day(daysSince1970: 1), asOf: now)
      // Without the names and tags of the configuration, which are looked up when a question is answered.
      let plain = UsageContext(
        calendar: context.calendar,
        currency: context.currency,
        terms: context.terms
      )
      var changed = 0
      var basis: RecordBasis?
      for (part, id) in try Self.asked(query, in: plain, database) {
        guard let id else { continue }
        let own = try basis ?? RecordBasis(terms: part.terms, context: context)
        basis = own
        let last = try Self.sources(asOf: now, in: database).first { $0.id == id }
        for facet in part.facets.sorted(by: { $0.rawValue < $1.rawValue }) {
          var asking = query
          asking.dimensions = facet.dimensions
          let answering = part.asking(asking)
          guard try answering.chosenFacet() == facet else { continue }
          let keeping = try RecordKeeping(
            of: id,
            facet: facet,
            answering: answering,
            basis: own,
            in: database
          )
          do {
            if try keeping.run(until: last?.source.lastObserved ?? now) { changed += 1 }
          } catch let error as StoreError where error.code == .unanswerable {
            // Who asks for these records is told why there are none.
            continue
          }
        }
      }
      return changed
    }
  }

  /// A moment after all others.
  private static let endOfTime = Timestamp(seconds: 253_370_764_800)
}
