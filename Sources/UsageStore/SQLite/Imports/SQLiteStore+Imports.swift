import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// Keeps what files tell of billing periods in one transaction, all or none.
  @discardableResult
  public func keep(
    _ charges: FileImport,
    learntAt moment: Timestamp
  ) throws(StoreError) -> [ImportOutcome] {
    try write { database in
      let writing = try ImportWriting(database: database, charges: charges, learntAt: moment)
      if charges.isAddition { try writing.checkFiles() }
      return try charges.periods.map { try writing.add($0) }
    }
  }

  /// The sources that imports tell, by name, as known at a moment.
  public func importedSources(asOf moment: Timestamp) throws(StoreError) -> [ImportedSource] {
    try read { database in
      try Self.countingImports(asOf: moment, in: database).map { name, batches in
        var providers: Set<String> = []
        for batch in batches {
          let lines = try StoredImport(batch, database).head().lines
          providers.formUnion(lines.map(\.provider))
        }
        return ImportedSource(
          name: name,
          providers: providers.sorted(),
          periods: Set(batches.map(\.period)).count
        )
      }
    }
  }

  /// What the imports of each source tell to a query, by name.
  static func imported(
    _ query: UsageQuery,
    in context: UsageContext,
    _ database: Database
  ) throws -> [(source: String, rows: ImportedRows)] {
    let sources = try countingImports(asOf: query.asOf, in: database)
      .filter { ImportCollecting.isAsked($0.name, query) }
    guard !sources.isEmpty, !query.days.isEmpty else { return [] }
    let terms =
      try context.ownTerms(asOf: query.asOf) ?? Self.terms(asOf: query.asOf, in: database)
    let start = context.calendar.start(of: query.days.lowerBound)
    let stop = context.calendar.start(of: query.days.upperBound)
    return try sources.map { source, batches in
      var collecting = ImportCollecting(of: source, query: query, context: context, terms: terms)
      for batch in batches {
        let stored = StoredImport(batch, database)
        let segments = try stored.segments(from: start, to: stop)
        guard !segments.isEmpty else { continue }
        let (lines, spans) = try stored.head()
        collecting.begin(lines, spans, learntAt: batch.learntAt)
        for segment in segments {
          let charges = try stored.charges(of: segment, lines, spans)
          do throws(ArithmeticOverflow) {
            try collecting.add(charges)
          } catch {
            throw StoreError(.unanswerable, "source \(source): \(error)")
          }
        }
      }
      return (source, collecting.rows())
    }
  }

  /// The imports that count, by source, then in the order in which they were made.
  static func countingImports(
    asOf moment: Timestamp,
    in database: Database
  ) throws -> [(name: String, batches: [ImportedBatch])] {
    // A store of an older version that can only be read has no place for imports.
    guard try database.tableExists("import_batch") else { return [] }
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: "\(StoredImport.selection) ORDER BY id")
    )
    let batches = try rows.map(StoredImport.batch)
    return Dictionary(grouping: batches, by: \.source).map { name, batches in
      let counting = Dictionary(grouping: batches, by: \.period).values
        .flatMap { ImportedBatch.counting($0, asOf: moment) }
      return (name, counting.sorted { $0.id < $1.id })
    }
    .filter { !$0.batches.isEmpty }
    .sorted { $0.name < $1.name }
  }
}
