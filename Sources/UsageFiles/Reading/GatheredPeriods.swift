import UsageModel

/// Charges that come in any order, by source and billing period.
struct GatheredPeriods {
  /// What an import replaces.
  struct Key: Hashable {
    let source: String
    let period: Range<Timestamp>
  }

  private var places: [Key: Int] = [:]
  private var keys: [Key] = []
  private var rows: [Int] = []
  private var gatherings: [ChargeGathering] = []

  /// The place of a period, which it takes where it has none.
  mutating func place(of key: Key) -> Int {
    if let known = places[key] { return known }
    places[key] = keys.count
    keys.append(key)
    rows.append(0)
    gatherings.append(ChargeGathering())
    return keys.count - 1
  }

  /// The place of a line in a period.
  mutating func place(of line: ImportedCharges.Line, in group: Int) -> UInt32 {
    gatherings[group].place(of: line)
  }

  /// The place of a time in a period.
  mutating func place(of span: Range<Timestamp>, in group: Int) -> UInt32 {
    gatherings[group].place(of: span)
  }

  /// Adds a row's charge.
  mutating func add(
    _ amounts: FOCUSAmounts,
    line: UInt32,
    span: UInt32,
    quality: Quality,
    in group: Int
  ) throws(ArithmeticOverflow) {
    try gatherings[group].add(
      line: line,
      span: span,
      quality: quality,
      billed: amounts.billed,
      effective: amounts.effective,
      quantity: amounts.quantity,
      requests: amounts.requests,
      native: amounts.native
    )
    rows[group] += 1
  }

  /// The periods, by source and then by time.
  consuming func periods() -> [ImportedPeriod] {
    let order = keys.indices.sorted { left, right in
      let (first, second) = (keys[left], keys[right])
      return first.source == second.source
        ? (first.period.lowerBound, first.period.upperBound)
          < (second.period.lowerBound, second.period.upperBound)
        : first.source < second.source
    }
    var periods: [ImportedPeriod] = []
    for place in order where rows[place] > 0 {
      // What was gathered goes as soon as it is in order, so that memory holds it once.
      let gathering = gatherings[place]
      gatherings[place] = ChargeGathering()
      periods.append(
        ImportedPeriod(
          source: keys[place].source,
          period: keys[place].period,
          rows: rows[place],
          charges: gathering.charges()
        )
      )
    }
    return periods
  }
}

/// The amounts of one row.
struct FOCUSAmounts {
  var billed: FixedDecimal
  var effective: FixedDecimal
  var quantity: FixedDecimal?
  var requests: FixedDecimal?
  var native: FixedDecimal?
}
