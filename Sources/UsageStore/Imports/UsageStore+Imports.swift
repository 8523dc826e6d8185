public import UsageModel

// What a store answers that keeps no imports.
extension UsageStore {
  /// Refuses the charges.
  @discardableResult
  public func keep(
    _ charges: FileImport,
    learntAt moment: Timestamp
  ) throws(StoreError) -> [ImportOutcome] {
    throw StoreError(.unusable, "this store keeps no imported charges")
  }

  /// There are none.
  public func importedSources(asOf moment: Timestamp) throws(StoreError) -> [ImportedSource] { [] }
}
