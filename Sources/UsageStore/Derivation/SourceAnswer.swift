import UsageModel

/// What one source adds to an answer.
struct SourceAnswer {
  var source: String
  var records: [UsageRecord]
  var coverage: FixedDecimal?
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
    let settled = history.settled()
    let windows = WindowSorting.windows(of: settled)
    do {
      return SourceAnswer(
        source: identity.name,
        records: try records(of: facet, from: windows, of: settled, known: known),
        coverage: try coverage(of: windows)
      )
    } catch {
      throw StoreError(.unanswerable, "source \(identity.name): \(error)")
    }
  }

  /// The source's records that pass the filter, with their money.
  private func records(
    of facet: Facet,
    from windows: [WindowHistory],
    of history: ObservedHistory,
    known: [BillingWindow]
  ) throws(ArithmeticOverflow) -> [UsageRecord] {
    let all = Self.joined(windows.map(\.window), with: known, of: history)
    let pricing = pricing
    let records = try RecordDerivation(identity: identity, labels: labels, context: context)
      .records(
        of: facet,
        from: windows,
        of: history,
        on: pricing.horizon(of: query.days, windows: all)
      )
    return try pricing.priced(records, windows: all, on: query.days)
      .filter { query.days.contains($0.day) && query.filter.accepts($0) }
  }

  /// How much of the elapsed part of the query's days was seen; nil for what nobody looks at.
  private func coverage(of windows: [WindowHistory]) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard standing != .named else { return nil }
    let start = context.calendar.start(of: query.days.lowerBound)
    let stop = context.calendar.start(of: query.days.upperBound)
    return try Coverage.share(of: windows, from: start, to: min(stop, query.asOf))
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

extension UsageAnswer {
  /// One answer from those of the sources.
  init(joining parts: [SourceAnswer]) throws(StoreError) {
    // Sorting is stable, so that records of a day and source keep their own order.
    let records = parts.flatMap(\.records).sorted { ($0.day, $0.source) < ($1.day, $1.source) }
    let coverages = parts.compactMap(\.coverage)
    do {
      let coverage = try FixedDecimal.sum(of: coverages)
        .divided(by: FixedDecimal(coverages.count))
      self.init(
        records: records,
        coverage: coverage,
        coverageBySource: Dictionary(
          parts.compactMap { part in part.coverage.map { (part.source, $0) } },
          uniquingKeysWith: { first, _ in first }
        )
      )
    } catch {
      throw StoreError(.unanswerable, "\(error)")
    }
  }
}
