import GRDB
public import UsageModel

extension SQLiteStore {
  /// The records that a query asks for as columns, with the costs of one view.
  ///
  /// What is kept of the records is read, see ``keepRecords(in:)``, and the rest derived.
  public func table(
    _ query: UsageQuery,
    view: CostView,
    in context: UsageContext
  ) throws(StoreError) -> TabularAnswer {
    try read { database in
      do {
        return try Self.table(query, view, context, database, usingKept: true)
      } catch is DamagedBytes {
        // They can be derived again at any time.
        return try Self.table(query, view, context, database, usingKept: false)
      }
    }
  }

  private static func table(
    _ query: UsageQuery,
    _ view: CostView,
    _ context: UsageContext,
    _ database: Database,
    usingKept: Bool
  ) throws -> TabularAnswer {
    var parts: [(source: String, part: TableParts.Part)] = []
    var coverages: [FixedDecimal] = []
    var basis: RecordBasis?
    for (part, id) in try asked(query, in: context, database) {
      if usingKept, let id, !query.days.isEmpty {
        let own = try basis ?? RecordBasis(terms: part.terms, context: context)
        basis = own
        if let (kept, coverage) = try keptPart(of: part, id, own, database) {
          parts.append((part.identity.name, kept))
          if let coverage { coverages.append(coverage) }
          continue
        }
      }
      let answer = try answer(of: part, id, in: database)
      parts.append((answer.source, .derived(answer.records)))
      if let coverage = answer.coverage { coverages.append(coverage) }
    }
    for (source, rows) in try imported(query, in: context, database) {
      parts.append((source, .imported(rows)))
    }
    // Sorting is stable, so that what is imported comes after what was fetched.
    let sorted = parts.sorted { $0.source < $1.source }.map(\.part)
    let table = try TableParts(sorted, on: query.days, view: view).table(in: database)
    return TabularAnswer(
      table: table.filtered(by: query.filter),
      coverage: try UsageAnswer.mean(of: coverages)
    )
  }

  /// A source's part as it is kept; nil where that is not of all that is known.
  private static func keptPart(
    of part: SourceAnswering,
    _ id: Int64,
    _ basis: RecordBasis,
    _ database: Database
  ) throws -> (TableParts.Part, coverage: FixedDecimal?)? {
    let facet = try part.chosenFacet()
    let state = try RecordState.current(
      of: id,
      facet: facet,
      basis: basis,
      asOf: part.query.asOf,
      in: database
    )
    guard let state else { return nil }
    let kept = try KeptRecords(of: id, facet: facet, on: part.query.days, in: database)
    let labels = SourceLabels(of: part.identity.name, in: part.context)
    return try naming(part.identity) { () throws(ArithmeticOverflow) in
      let content = TableParts.Part.kept(
        kept,
        charges: try part.charges(windows: state.windows),
        lines: kept.lines.mapValues { $0.labelled(of: part.identity, labels) }
      )
      return (content, try kept.coverage(from: part.elapsed.start, to: part.elapsed.stop))
    }
  }
}
