// The billing windows of a source, which its records name.

extension UsageQuery {
  /// What has to be asked to tell the billing cycle of a source that contains a day.
  public static func windows(
    of source: String,
    until day: Day,
    asOf moment: Timestamp
  ) -> UsageQuery {
    UsageQuery(
      // Two months reach back to the cycle before.
      days: day.advanced(by: -62)..<day.advanced(by: 1),
      dimensions: [],
      filter: UsageFilter([.init(.source, anyOf: [.init(source)])]),
      asOf: moment
    )
  }
}

extension UsageAnswer {
  /// The billing windows of a source's records, by their starts.
  public func windows(of source: String) -> [BillingWindow] {
    // A star in a name is a wildcard to a query.
    let own = records.lazy.filter { $0.source == source }.compactMap(\.window)
    return Set(own).sorted { $0.start < $1.start }
  }
}
