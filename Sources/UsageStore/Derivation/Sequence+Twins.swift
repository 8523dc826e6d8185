extension Sequence {
  /// The elements, of neighbours that are twins the last one only.
  func lastOfEach(areTwins: (Element, Element) -> Bool) -> [Element] {
    var kept: [Element] = []
    kept.reserveCapacity(underestimatedCount)
    for element in self {
      if let last = kept.last, areTwins(last, element) { kept.removeLast() }
      kept.append(element)
    }
    return kept
  }
}
