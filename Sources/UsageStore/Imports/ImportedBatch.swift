public import UsageModel

/// What the store notes of one import of one period.
struct ImportedBatch: Hashable, Sendable {
  /// Goes up with each import.
  let id: Int64
  let source: String
  let period: Range<Timestamp>
  let learntAt: Timestamp
  let isAddition: Bool
  /// The digest of the charges.
  let digest: [UInt8]

  /// Of the imports of a period, in the order of their ids, those whose charges count.
  ///
  /// They are the last one that took the place of all before, and what was added to it. Nothing is ever learnt before
  /// what is known already, so that the ids go with the moments.
  static func counting(_ batches: some Sequence<ImportedBatch>, asOf moment: Timestamp)
    -> [ImportedBatch]
  {
    batches.reduce(into: []) { counting, batch in
      guard batch.learntAt <= moment else { return }
      if !batch.isAddition { counting = [] }
      counting.append(batch)
    }
  }
}

/// Decides what becomes of an imported period.
struct ImportDecision {
  let period: ImportedPeriod
  let isAddition: Bool
  /// The digest of the period's charges.
  let digest: [UInt8]
  let moment: Timestamp

  /// What becomes of it beside the earlier imports of the period, in the order of their ids.
  func outcome(after batches: [ImportedBatch]) throws(StoreError) -> ImportOutcome {
    let known = ImportedBatch.counting(batches, asOf: moment)
    if !isAddition, known.count == 1, known[0].digest == digest { return .unchanged }
    if let newest = batches.last?.learntAt, newest > moment {
      throw StoreError(
        .conflict,
        "\(period.label): another import of the period was made as of \(newest), and this one is as of \(moment); "
          + "what was known at a moment does not change, so import it without --now, or with a later one"
      )
    }
    if known.isEmpty { return .new }
    return isAddition ? .added : .replaced
  }

  /// The error where a file that would be added was imported before.
  static func repeated(_ file: FileImport.File, at moment: Timestamp) -> StoreError {
    StoreError(
      .conflict,
      "\(file.name): this file was imported before, as of \(moment), and would count twice; "
        + "without --append it would take the place of its periods"
    )
  }
}

extension ImportedPeriod {
  /// The period as messages name it: `aws 2025-04`.
  public var label: String {
    let first = period.lowerBound.utcDay
    let isMonth =
      first.dayOfMonth == 1 && period == Self.month(first.month)
    return "\(source) \(isMonth ? "\(first.month)" : "\(period.lowerBound)/\(period.upperBound)")"
  }

  private static func month(_ month: Month) -> Range<Timestamp> {
    Timestamp(
      seconds: Int64(month.start.daysSince1970) * 86_400
    )..<Timestamp(
      seconds: Int64(month.stop.daysSince1970) * 86_400
    )
  }
}
