import UsageModel

/// One source's part in the answer to a query.
struct SourceAnswering {
  /// Where a source is known from.
  enum Standing: Hashable {
    /// The store has replies of it.
    case kept
    /// The configuration has it, and it was never fetched.
    case configured
    /// Only the terms name it; nothing can be seen of it.
    case named
  }

  /// Who the source is.
  let identity: SourceIdentity
  /// The breakdowns it gives.
  let facets: Set<Facet>
  /// Where it is known from.
  let standing: Standing
  /// The question.
  let query: UsageQuery
  /// Names, tags and the reporting time zone.
  let context: UsageContext
  /// The terms that price the answer.
  let terms: Terms

  var labels: UsageContext.Source { context.sources[identity.name] ?? UsageContext.Source() }

  var pricing: SourcePricing {
    SourcePricing(source: identity, terms: terms, context: context, asOf: query.asOf)
  }

  private var choice: FacetChoice {
    FacetChoice(facets: facets, given: labels.app == nil ? [] : [.app, .appID])
  }

  /// Whether the filter leaves anything of the source, as far as that is known without its records.
  var isAsked: Bool {
    query.filter.conditions.allSatisfy { condition in
      switch condition.dimension {
      case .source: condition.holds(for: identity.name)
      case .provider: condition.holds(for: identity.provider)
      case .account: condition.holds(for: identity.account ?? ReservedName.notBrokenDown)
      default: true
      }
    }
  }

  /// The facet that answers the query; an error where the filter asks for what no facet tells.
  func chosenFacet() throws(StoreError) -> Facet {
    // A source that told no counter yet has nothing that a filter could miss.
    guard !facets.isEmpty else { return .total }
    let filtered = withApps(query.filter.dimensions)
    let wanted = withApps(query.dimensions ?? Set(UsageDimension.named))
    let able = facets.filter { choice.missing(filtered, in: $0).isEmpty }
    guard able.isEmpty else {
      return FacetChoice(facets: able, given: choice.given).facet(for: wanted.union(filtered))
    }
    let asked = filtered.filter(\.dependsOnFacet).map(\.name).sorted()
    let told = facets.map(\.rawValue).sorted()
    throw StoreError(
      .unanswerable,
      "source \(identity.name) cannot be filtered by \(asked.joined(separator: " and ")): "
        + "it tells usage by \(told.joined(separator: " or by ")); "
        + "leave it out with another condition, such as a provider or source"
    )
  }

  /// The dimensions, with the app where a tag among them is one that only apps carry.
  private func withApps(_ dimensions: Set<UsageDimension>) -> Set<UsageDimension> {
    guard facets.contains(where: { $0.dimensions.contains(.app) }) else { return dimensions }
    let isCarriedByApps = dimensions.contains { dimension in
      guard case .tag(let name) = dimension, labels.tags[name] == nil else { return false }
      return context.apps.values.contains { $0.tags[name] != nil }
    }
    return isCarriedByApps ? dimensions.union([.app]) : dimensions
  }
}
