import UsageModel

/// Chooses the one breakdown of a source that answers a query.
struct FacetChoice {
  /// The facets a source gives.
  let facets: Set<Facet>
  /// Dimensions that the configuration fixes for the source, whatever the facet.
  let given: Set<UsageDimension>

  /// The facet that covers most of the wanted dimensions.
  ///
  /// Ties go to the facet with the fewest other dimensions, then to apps before services, the total
  /// before a facet that this version does not know, and last to the first name.
  func facet(for wanted: Set<UsageDimension>) -> Facet {
    let best = facets.max { left, right in
      let (first, second) = (rank(left, for: wanted), rank(right, for: wanted))
      return first == second
        ? left.rawValue > right.rawValue : first.lexicographicallyPrecedes(second)
    }
    return best ?? .total
  }

  /// The wanted dimensions that a facet does not tell.
  func missing(_ wanted: Set<UsageDimension>, in facet: Facet) -> Set<UsageDimension> {
    wanted.filter { $0.dependsOnFacet }.subtracting(facet.dimensions).subtracting(given)
  }

  private func rank(_ facet: Facet, for wanted: Set<UsageDimension>) -> [Int] {
    let dimensions = facet.dimensions
    return [
      -missing(wanted, in: facet).count,
      -dimensions.subtracting(wanted).count,
      dimensions.contains(.app) ? 1 : 0,
      facet == .total ? 1 : 0,
    ]
  }
}
