import UsageModel

/// What one source adds to an answer.
struct SourceAnswer {
  var source: String
  var records: [UsageRecord]
  var coverage: FixedDecimal?
}

/// What one source consumed on some days.
struct SourceUsage {
  /// The records, by day.
  var records: [UsageRecord]
  /// What was observed, by window.
  var histories: [WindowHistory]
  /// All windows that are known of the source, with the dates that hold.
  var windows: [BillingWindow]
}

/// Runs something about a source, and names it where an amount is too large.
func naming<Value>(
  _ source: SourceIdentity,
  _ body: () throws(ArithmeticOverflow) -> Value
) throws(StoreError) -> Value {
  do {
    return try body()
  } catch {
    throw StoreError(.unanswerable, "source \(source.name): \(error)")
  }
}

extension SourceAnswering {
  /// The source's answer, derived from what was observed of it.
  ///
  /// - Parameters:
  ///   - history: What was learnt up to the query's moment, at least in the windows that
  ///     ``needed(of:hasReply:)`` tells.
  ///   - known: The windows that the source's replies state, where the history has not all of them.
  /// - Returns: The source's part.
  /// - Throws: When the filter asks for what no facet tells, or an amount is too large.
  func answer(
    from history: ObservedHistory,
    known: [BillingWindow] = []
  ) throws(StoreError) -> SourceAnswer {
    let facet = try chosenFacet()
    return try naming(identity) { () throws(ArithmeticOverflow) in
      let usage = try usage(of: facet, from: history, known: known)
      let charges = try charges(windows: usage.windows)
      return SourceAnswer(
        source: identity.name,
        records: usage.records.merged(with: charges).filter { query.filter.accepts($0) },
        coverage: try coverage(of: usage.histories)
      )
    }
  }

  /// The records of what was consumed on the query's days, with their money, whatever the filter.
  func usage(
    of facet: Facet,
    from history: ObservedHistory,
    known: [BillingWindow]
  ) throws(ArithmeticOverflow) -> SourceUsage {
    let settled = history.settled()
    let histories = WindowSorting.windows(of: settled)
    let windows = Self.joined(histories.map(\.window), with: known, of: settled)
    let pricing = pricing
    let records = try RecordDerivation(identity: identity, context: context)
      .records(
        of: facet,
        from: histories,
        of: settled,
        on: pricing.horizon(of: query.days, windows: windows)
      )
    let priced = try pricing.priced(records, windows: windows, on: query.days)
    return SourceUsage(
      records: priced.filter { query.days.contains($0.day) },
      histories: histories,
      windows: windows
    )
  }

  /// The records of the fees and charges that fall on the query's days, whatever the filter.
  func charges(windows: [BillingWindow]) throws(ArithmeticOverflow) -> [UsageRecord] {
    try pricing.charges(windows: windows, on: query.days)
  }

  /// How much of the elapsed part of the query's days was seen; nil for what nobody looks at.
  private func coverage(of windows: [WindowHistory]) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard standing != .named else { return nil }
    return try Coverage.share(of: windows, from: elapsed.start, to: elapsed.stop)
  }

  /// The time of the query's days that has passed; from behind its end to its end where none has.
  var elapsed: (start: Timestamp, stop: Timestamp) {
    let stop = context.calendar.start(of: query.days.upperBound)
    return (context.calendar.start(of: query.days.lowerBound), min(stop, query.asOf))
  }

  /// The windows of a history, with those that it has no observation of, by their starts.
  private static func joined(
    _ windows: [BillingWindow],
    with known: [BillingWindow],
    of history: ObservedHistory
  ) -> [BillingWindow] {
    let stated = Set(history.observations.map(\.window.start))
    let others = Dictionary(
      known.lazy.filter { !stated.contains($0.start) }.map { ($0.start, $0) },
      uniquingKeysWith: { $0.stop < $1.stop ? $1 : $0 }
    )
    return (windows + others.values).sorted { $0.start < $1.start }
  }
}

extension [UsageRecord] {
  /// The records with others, both in order of days; within a day, the others come last.
  func merged(with others: [UsageRecord]) -> [UsageRecord] {
    var merged: [UsageRecord] = []
    merged.reserveCapacity(count + others.count)
    var rest = others[...]
    for record in self {
      while let other = rest.first, other.day < record.day {
        merged.append(other)
        rest.removeFirst()
      }
      merged.append(record)
    }
    return merged + rest
  }
}

extension UsageAnswer {
  /// One answer from those of the sources.
  init(joining parts: [SourceAnswer]) throws(StoreError) {
    // Sorting is stable, so that records of a day and source keep their own order.
    let records = parts.flatMap(\.records).sorted { ($0.day, $0.source) < ($1.day, $1.source) }
    let coverages = parts.compactMap(\.coverage)
    self.init(
      records: records,
      coverage: try Self.mean(of: coverages),
      coverageBySource: Dictionary(
        parts.compactMap { part in part.coverage.map { (part.source, $0) } },
        uniquingKeysWith: { first, _ in first }
      )
    )
  }

  /// The mean of the sources' coverages; nil without one.
  static func mean(of coverages: [FixedDecimal]) throws(StoreError) -> FixedDecimal? {
    do {
      return try FixedDecimal.sum(of: coverages).divided(by: FixedDecimal(coverages.count))
    } catch {
      throw StoreError(.unanswerable, "\(error)")
    }
  }
}
