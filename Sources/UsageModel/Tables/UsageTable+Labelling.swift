extension UsageTable {
  /// The table with one more tag: that of a record is what a closure tells.
  public func labelled<Failure>(
    _ tag: String,
    _ text: (_ row: Int) throws(Failure) -> String?
  ) throws(Failure) -> UsageTable {
    var placeOf: [Label: UInt32] = [:]
    var labelled: [UsageLine] = []
    var places: [UInt32] = []
    places.reserveCapacity(count)
    for row in 0..<count {
      let label = Label(line: lineOf[row], text: try text(row))
      if let known = placeOf[label] {
        places.append(known)
        continue
      }
      var line = lines[Int(label.line)]
      line.tags[tag] = label.text
      placeOf[label] = UInt32(labelled.count)
      places.append(UInt32(labelled.count))
      labelled.append(line)
    }
    return with(lines: labelled, lineOf: places)
  }

  /// The records with other lines.
  public func with(lines: [UsageLine], lineOf: [UInt32]? = nil) -> UsageTable {
    UsageTable(
      lines: lines,
      lineOf: lineOf ?? self.lineOf,
      days: days,
      qualities: qualities,
      costs: costs,
      requests: requests,
      quantities: quantities,
      natives: natives
    )
  }
}

/// A line with what is added to it.
private struct Label: Hashable {
  let line: UInt32
  let text: String?
}
