public import UsageModel

// What a store answers that keeps no metrics.
extension UsageStore {
  /// Refuses the values.
  @discardableResult
  public func importMetric(
    _ metric: MetricSeries,
    learntAt moment: Timestamp
  ) throws(StoreError) -> Int {
    throw StoreError(.unusable, "this store keeps no metrics")
  }

  /// There are none.
  public func metrics(asOf moment: Timestamp) throws(StoreError) -> [String] { [] }

  /// There is none.
  public func metric(
    named name: String,
    on days: Range<Day>,
    asOf moment: Timestamp
  ) throws(StoreError) -> MetricSeries? { nil }
}
