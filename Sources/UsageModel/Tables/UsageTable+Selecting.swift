extension UsageTable {
  /// The records that pass a filter.
  public func filtered(by filter: UsageFilter) -> UsageTable {
    var test = RecordTest(self)
    for condition in filter.conditions { test.narrow(by: condition) }
    return test.lettingAllThrough ? self : selecting(test.passing())
  }

  /// The records at some places, in the order of these.
  public func selecting(_ places: [UInt32]) -> UsageTable {
    UsageTable(
      lines: lines,
      lineOf: places.map { lineOf[Int($0)] },
      days: places.map { days[Int($0)] },
      qualities: places.map { qualities[Int($0)] },
      costs: costs.selecting(places),
      requests: requests.selecting(places),
      quantities: quantities.selecting(places),
      natives: natives.selecting(places)
    )
  }
}

extension AmountColumn {
  fileprivate func selecting(_ places: [UInt32]) -> AmountColumn {
    let selected: Storage =
      switch storage {
      case .unknown: .unknown
      case .narrow(let counts, let decimals):
        .narrow(places.map { counts[Int($0)] }, places: decimals)
      case .wide(let units): .wide(places.map { units[Int($0)] })
      }
    return AmountColumn(count: places.count, storage: selected)
  }
}
