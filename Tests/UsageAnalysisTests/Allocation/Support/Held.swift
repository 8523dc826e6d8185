import UsageModel

/// What a table adds up to, by everything that an allocation must keep apart.
struct Held {
  struct Key: Hashable {
    let day: Day
    let source: String
    let texts: [String]
    let charge: String
    let target: String?
  }

  private(set) var amounts: [Key: [String: Int128]] = [:]

  init(_ table: UsageTable, keeping dimensions: Set<UsageDimension>) {
    let shown = dimensions.sorted { $0.name < $1.name }
    for row in 0..<table.count {
      let line = table.lines[Int(table.lineOf[row])]
      let key = Key(
        day: table.day(at: row),
        source: line.source,
        texts: shown.map { table.text(of: $0, at: row) },
        charge: line.charge.rawValue,
        target: line.target
      )
      var found: [String: Int128] = [:]
      found["USD"] = table.costs[row]?.units
      found["requests"] = table.requests[row]?.units
      if let quantity = table.quantities[row] { found["q \(line.unit ?? "")"] = quantity.units }
      if let native = table.unpriced[row] { found["u \(line.currency ?? "")"] = native.units }
      amounts[key, default: [:]].merge(found, uniquingKeysWith: +)
    }
  }

  init(_ plain: PlainAllocation) {
    for (holding, found) in plain.held {
      let key = Key(
        day: holding.key.day,
        source: holding.key.source,
        texts: holding.key.texts,
        charge: holding.key.charge,
        target: holding.target
      )
      amounts[key, default: [:]].merge(found, uniquingKeysWith: +)
    }
  }

  /// The same, whoever bears it.
  var byOrigin: [Key: [String: Int128]] {
    var sums: [Key: [String: Int128]] = [:]
    for (key, found) in amounts {
      let origin = Key(
        day: key.day,
        source: key.source,
        texts: key.texts,
        charge: key.charge,
        target: nil
      )
      sums[origin, default: [:]].merge(found, uniquingKeysWith: +)
    }
    return sums
  }

  /// The same by day, source and charge.
  var byDay: [Key: [String: Int128]] { byOrigin }
}
