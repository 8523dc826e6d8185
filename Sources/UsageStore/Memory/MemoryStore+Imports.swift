import Synchronization
public import UsageModel

/// One import of one period.
struct KeptImport: Sendable {
  let batch: ImportedBatch
  let charges: ImportedCharges
  let files: [FileImport.File]
}

extension MemoryStore {
  /// Keeps what files tell of billing periods.
  @discardableResult
  public func keep(
    _ charges: FileImport,
    learntAt moment: Timestamp
  ) throws(StoreError) -> [ImportOutcome] {
    try keptImports.withLock { kept throws(StoreError) in
      var after = kept
      var outcomes: [ImportOutcome] = []
      if charges.isAddition {
        let counting = Self.counting(kept, asOf: moment)
        for file in charges.files {
          let earlier = counting.first { other in
            other.files.contains { $0.digest == file.digest }
              && charges.periods.contains { $0.period == other.batch.period }
          }
          if let earlier { throw ImportDecision.repeated(file, at: earlier.batch.learntAt) }
        }
      }
      for period in charges.periods {
        var digest = SHA256.Stream()
        PackedCharges.head(of: period.charges).withUnsafeBytes { digest.add($0) }
        for rows in period.charges.segments {
          PackedCharges.segment(of: period.charges, rows).withUnsafeBytes { digest.add($0) }
        }
        let decision = ImportDecision(
          period: period,
          isAddition: charges.isAddition,
          digest: digest.digest(),
          moment: moment
        )
        let batches = kept.map(\.batch)
          .filter { $0.source == period.source && $0.period == period.period }
        let outcome = try decision.outcome(after: batches)
        outcomes.append(outcome)
        guard outcome != .unchanged else { continue }
        let batch = ImportedBatch(
          id: Int64(after.count + 1),
          source: period.source,
          period: period.period,
          learntAt: moment,
          isAddition: charges.isAddition,
          digest: decision.digest
        )
        after.append(KeptImport(batch: batch, charges: period.charges, files: charges.files))
      }
      kept = after
      return outcomes
    }
  }

  /// The sources that imports tell, by name, as known at a moment.
  public func importedSources(asOf moment: Timestamp) -> [ImportedSource] {
    let counting = counting(asOf: moment)
    return Dictionary(grouping: counting, by: \.batch.source).map { name, imports in
      ImportedSource(
        name: name,
        providers: Set(imports.flatMap { $0.charges.lines.map(\.provider) }).sorted(),
        periods: Set(imports.map(\.batch.period)).count
      )
    }
    .sorted { $0.name < $1.name }
  }

  /// The imports that count, by source and period.
  private func counting(asOf moment: Timestamp) -> [KeptImport] {
    Self.counting(keptImports.withLock { $0 }, asOf: moment)
  }

  private static func counting(_ all: [KeptImport], asOf moment: Timestamp) -> [KeptImport] {
    let ids = Dictionary(grouping: all.map(\.batch)) { [$0.source: $0.period] }.values
      .flatMap { ImportedBatch.counting($0, asOf: moment).map(\.id) }
    return all.filter { ids.contains($0.batch.id) }
  }

  /// What the imports of each source tell to a query, by name.
  func imported(
    _ query: UsageQuery,
    in context: UsageContext,
    _ terms: Terms
  ) throws(StoreError) -> [SourceAnswer] {
    let imports = Dictionary(grouping: counting(asOf: query.asOf), by: \.batch.source)
    var answers: [SourceAnswer] = []
    for (source, imports) in imports.sorted(by: { $0.key < $1.key })
    where ImportCollecting.isAsked(source, query) {
      var collecting = ImportCollecting(of: source, query: query, context: context, terms: terms)
      for kept in imports {
        collecting.begin(kept.charges.lines, kept.charges.spans, learntAt: kept.batch.learntAt)
        do throws(ArithmeticOverflow) {
          try collecting.add(kept.charges)
        } catch {
          throw StoreError(.unanswerable, "source \(source): \(error)")
        }
      }
      let records = collecting.rows().records.filter { query.filter.accepts($0) }
      answers.append(SourceAnswer(source: source, records: records))
    }
    return answers
  }
}
