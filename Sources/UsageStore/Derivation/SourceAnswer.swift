import UsageModel

/// What one source adds to an answer.
struct SourceAnswer {
  var source: String
  var records: [UsageRecord]
  var coverage: FixedDecimal?
}

extension SourceAnswering {
  /// The source's answer, derived from its observations in the windows that touch the query's days.
  func answer(from observations: [Observation]) throws(StoreError) -> SourceAnswer {
    let facet = try chosenFacet()
    let windows = WindowHistory.windows(of: observations.settled())
    do {
      return SourceAnswer(
        source: source.identity.name,
        records: try records(of: facet, from: windows),
        coverage: try coverage(of: windows)
      )
    } catch {
      throw StoreError(.unanswerable, "source \(source.identity.name): \(error)")
    }
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
