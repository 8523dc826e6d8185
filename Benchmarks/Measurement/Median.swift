/// The middle one of some figures.
public func median(_ figures: [Double]) -> Double {
  let sorted = figures.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}
