/// Placement of labels in a stack without overlaps.
enum LabelPlacement {
  /// A label that wants to stand at a height.
  struct Label: Equatable {
    /// The height of its point.
    var desired: Double
    /// How much it matters; of labels that do not fit, the one with the lowest number goes.
    var importance: Int
  }

  /// Gives each label a height, at least a gap from the next one, or nil when it has to go.
  ///
  /// Labels are sorted by height, pushed down, then up from the bottom. While one stands farther from its
  /// point than allowed, the least important label is dropped.
  static func place(
    _ labels: [Label],
    gap: Double = 16,
    within bounds: ClosedRange<Double>,
    maximumShift: Double = 24
  ) -> [Double?] {
    var kept = Array(labels.indices)
    while !kept.isEmpty {
      kept.sort {
        labels[$0].desired == labels[$1].desired ? $0 < $1 : labels[$0].desired < labels[$1].desired
      }
      let heights = spread(kept.map { labels[$0].desired }, gap: gap, within: bounds)
      let fits =
        (heights.first ?? bounds.lowerBound) >= bounds.lowerBound
        && zip(kept, heights).allSatisfy { abs(labels[$0].desired - $1) <= maximumShift }
      if fits {
        var result = [Double?](repeating: nil, count: labels.count)
        for (index, height) in zip(kept, heights) { result[index] = height }
        return result
      }
      let least = kept.min {
        labels[$0].importance == labels[$1].importance
          ? $0 > $1 : labels[$0].importance < labels[$1].importance
      }
      kept.removeAll { $0 == least }
    }
    return [Double?](repeating: nil, count: labels.count)
  }

  private static func spread(
    _ desired: [Double],
    gap: Double,
    within bounds: ClosedRange<Double>
  ) -> [Double] {
    var heights = desired.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
    for index in heights.indices.dropFirst() {
      heights[index] = max(heights[index], heights[index - 1] + gap)
    }
    guard let last = heights.indices.last else { return heights }
    heights[last] = min(heights[last], bounds.upperBound)
    for index in heights.indices.dropLast().reversed() {
      heights[index] = min(heights[index], heights[index + 1] - gap)
    }
    return heights
  }
}
