/// The middle one of some figures, or the mean of the two in the middle; 0 where there is none.
func median(of figures: [Double]) -> Double {
  guard !figures.isEmpty else { return 0 }
  let sorted = figures.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
