import UsageModel

/// One source's part in the answer to a query.
struct SourceAnswering {
  /// The source.
  let source: KeptSource
  /// The question.
  let query: UsageQuery
  /// Names, prices and the reporting time zone.
  let context: UsageContext

  /// The moment the first day begins.
  var start: Timestamp { context.calendar.start(of: query.days.lowerBound) }

  /// The moment the last day ends.
  var stop: Timestamp { context.calendar.start(of: query.days.upperBound) }

  private var labels: UsageContext.Source {
    context.sources[source.identity.name] ?? UsageContext.Source()
  }

  private var choice: FacetChoice {
    FacetChoice(facets: source.facets, given: labels.app == nil ? [] : [.app, .appID])
  }

  /// Whether the filter leaves anything of the source, as far as that is known without its records.
  var isAsked: Bool {
    query.filter.conditions.allSatisfy { condition in
      switch condition.dimension {
      case .source: condition.holds(for: source.identity.name)
      case .provider: condition.holds(for: source.identity.provider)
      case .account: condition.holds(for: source.identity.account ?? ReservedName.notBrokenDown)
      default: true
      }
    }
  }

  /// The facet that answers the query; an error where the filter asks for what no facet tells.
  func chosenFacet() throws(StoreError) -> Facet {
    // A source that told no counter yet has nothing that a filter could miss.
    guard !source.facets.isEmpty else { return .total }
    let filtered = withApps(query.filter.dimensions)
    let wanted = withApps(query.dimensions ?? Set(UsageDimension.named))
    let able = source.facets.filter { choice.missing(filtered, in: $0).isEmpty }
    guard able.isEmpty else {
      return FacetChoice(facets: able, given: choice.given).facet(for: wanted.union(filtered))
    }
    let asked = filtered.filter(\.dependsOnFacet).map(\.name).sorted()
    let told = source.facets.map(\.rawValue).sorted()
    throw StoreError(
      .unanswerable,
      "source \(source.identity.name) cannot be filtered by \(asked.joined(separator: " and ")): "
        + "it tells usage by \(told.joined(separator: " or by ")); "
        + "leave it out with another condition, such as a provider or source"
    )
  }

  /// The dimensions, with the app where a tag among them is one that only apps carry.
  private func withApps(_ dimensions: Set<UsageDimension>) -> Set<UsageDimension> {
    guard source.facets.contains(where: { $0.dimensions.contains(.app) }) else { return dimensions }
    let isCarriedByApps = dimensions.contains { dimension in
      guard case .tag(let name) = dimension, labels.tags[name] == nil else { return false }
      return context.apps.values.contains { $0.tags[name] != nil }
    }
    return isCarriedByApps ? dimensions.union([.app]) : dimensions
  }

  /// The source's records that pass the filter.
  func records(
    of facet: Facet,
    from windows: [WindowHistory]
  ) throws(ArithmeticOverflow) -> [UsageRecord] {
    try RecordDerivation(identity: source.identity, labels: labels, context: context)
      .records(of: facet, from: windows, on: query.days)
      .filter(query.filter.accepts)
  }

  /// How much of the elapsed part of the query's days was seen.
  func coverage(
    of windows: [WindowHistory]
  ) throws(ArithmeticOverflow) -> FixedDecimal? {
    try Coverage.share(of: windows, from: start, to: min(stop, query.asOf))
  }
}
