import UsageModel

@testable import UsageStore

/// What some records, or the last readings, add up to, for each counter.
struct RecordSums: Equatable {
  struct Counter: Hashable {
    /// When the window starts that it belongs to.
    let window: Timestamp?
    let dimensions: [String]
    let measure: Measure
    let unit: String
  }

  private(set) var sums: [Counter: FixedDecimal] = [:]

  init(of records: some Sequence<UsageRecord>) throws {
    for record in records {
      let dimensions = [
        record.appID, record.service, record.category, record.meter, record.charge.rawValue,
      ]
      func add(_ amount: FixedDecimal, _ measure: Measure, _ unit: String) throws {
        try self.add(
          amount,
          Counter(
            window: record.window?.start,
            dimensions: dimensions,
            measure: measure,
            unit: unit
          )
        )
      }
      if let native = record.native { try add(native.amount, .cost, native.currency) }
      if let requests = record.requests { try add(requests, .requests, "request") }
      if let quantity = record.quantity { try add(quantity, .quantity, record.unit ?? "?") }
    }
  }

  /// The last readings of a facet's counters in each window.
  ///
  /// `firstStarts` tells when a window started for which another start was stated later.
  init(
    ofLastReadingsIn replies: [FetchedReply],
    facet: Facet,
    firstStarts: [Timestamp: Timestamp] = [:]
  ) throws {
    struct Place: Hashable {
      let start: Timestamp
      let key: Reading.Key
    }
    var last: [Place: (order: [String], value: FixedDecimal)] = [:]
    for (order, kept) in Self.settled(replies) {
      for reading in kept.normalised.readings
      where reading.key.facet == facet && reading.observedAt == kept.reply.observedAt {
        let place = Place(
          start: firstStarts[reading.window.start] ?? reading.window.start,
          key: reading.key
        )
        if let known = last[place], order.lexicographicallyPrecedes(known.order) { continue }
        last[place] = (order, reading.value)
      }
    }
    for (place, entry) in last {
      let key = place.key
      let none = ReservedName.notBrokenDown
      let hasService = facet.dimensions.contains(.service)
      let dimensions = [
        facet.dimensions.contains(.app) ? key.appID ?? none : none,
        hasService ? key.service ?? none : none, hasService ? key.category ?? "Other" : none,
        hasService ? key.meter ?? none : none, key.charge.rawValue,
      ]
      let counter = Counter(
        window: place.start,
        dimensions: dimensions,
        measure: key.measure,
        unit: key.unit
      )
      try add(entry.value, counter)
    }
  }

  /// One reply for each request, window and moment, with what it is ordered by.
  private static func settled(_ replies: [FetchedReply]) -> [(order: [String], reply: FetchedReply)]
  {
    var winners: [[String]: FetchedReply] = [:]
    for kept in replies {
      guard let window = kept.normalised.readings.first?.window else { continue }
      let place = ["\(kept.reply.observedAt)", kept.reply.request, "\(window.start)"]
      if let rival = winners[place],
        SHA256.digest(of: kept.reply.body)
          .lexicographicallyPrecedes(SHA256.digest(of: rival.reply.body))
      {
        continue
      }
      winners[place] = kept
    }
    return winners.map { place, kept in
      let padded = String(repeating: "0", count: 16) + "\(kept.reply.observedAt.milliseconds)"
      return ([String(padded.suffix(16)), place[1]], kept)
    }
  }

  private mutating func add(_ amount: FixedDecimal, _ counter: Counter) throws {
    let sum = try (sums[counter] ?? .zero) + amount
    sums[counter] = sum.isZero ? nil : sum
  }

  /// The sums without the records that reconcile a breakdown with its total.
  var withoutOther: RecordSums {
    var kept = self
    kept.sums = sums.filter {
      !$0.key.dimensions[..<2].contains(ReservedName.other)
    }
    return kept
  }

  /// The sums over all dimensions of the measures and units that another has.
  func totals(ofUnitsIn other: RecordSums) throws -> [String: FixedDecimal] {
    let units = Set(other.sums.keys.map { "\($0.measure) \($0.unit)" })
    var totals: [String: FixedDecimal] = [:]
    for (counter, amount) in sums {
      let unit = "\(counter.measure) \(counter.unit)"
      if units.contains(unit) { totals[unit] = try (totals[unit] ?? .zero) + amount }
    }
    return totals.filter { !$0.value.isZero }
  }
}
