import UsageModel

extension SourceAnswering {
  /// The same part of another question to the same source.
  func asking(_ query: UsageQuery) -> SourceAnswering {
    SourceAnswering(
      identity: identity,
      facets: facets,
      standing: standing,
      query: query,
      context: context,
      terms: terms
    )
  }

  /// The part of a source that the store has replies of.
  init(kept: KeptSource, query: UsageQuery, context: UsageContext, terms: Terms) {
    self.init(
      identity: kept.identity,
      facets: kept.facets,
      standing: .kept,
      query: query,
      context: context,
      terms: terms
    )
  }

  /// The parts of all sources that a query asks, in the order of their names.
  ///
  /// They are those with replies, those that are configured and were never fetched, and those that only a
  /// plan or a charge of the terms names.
  ///
  /// - Parameters:
  ///   - kept: The sources with replies, as known at the query's moment.
  ///   - query: The question.
  ///   - context: What the configuration says.
  ///   - terms: The terms that price the answer.
  /// - Returns: The parts that the filter does not leave out.
  static func asked(
    kept: [KeptSource],
    query: UsageQuery,
    context: UsageContext,
    terms: Terms
  ) -> [SourceAnswering] {
    var parts = kept.map {
      SourceAnswering(kept: $0, query: query, context: context, terms: terms)
    }
    var known = Set(kept.map(\.identity.name))
    // A name without a platform has labels, but is no configured source.
    let configured = context.sources.filter { $0.value.provider != nil }.keys
    let named = terms.plans.map(\.source) + terms.charges.map(\.source)
    for (names, standing) in [(Array(configured), Standing.configured), (named, .named)] {
      for name in names where known.insert(name).inserted {
        parts.append(
          SourceAnswering(
            identity: SourceIdentity(
              name: name,
              provider: context.sources[name]?.provider ?? name
            ),
            facets: [],
            standing: standing,
            query: query,
            context: context,
            terms: terms
          )
        )
      }
    }
    return parts.filter(\.isAsked).sorted { $0.identity.name < $1.identity.name }
  }
}
