public import UsageModel

extension UsageFrame {
  /// The frame without the records that do not pass a filter.
  ///
  /// A dimension that the frame was loaded without is not broken down in any row.
  public func filtered(by filter: UsageFilter) -> UsageFrame {
    selecting(now: passing(filter, of: now), before: passing(filter, of: before))
  }

  private func passing(_ filter: UsageFilter, of slice: Slice) -> RowSelection {
    var test = RecordTest(slice.table)
    for condition in filter.conditions {
      if dimensions.contains(condition.dimension) {
        test.narrow(by: condition)
      } else if !condition.holds(for: ReservedName.notBrokenDown) {
        return .some([])
      }
    }
    switch slice.rows {
    case .all: return .some(test.passing())
    case .some(let places): return .some(test.passing(among: places))
    }
  }
}
