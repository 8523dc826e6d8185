extension Int {
  /// The whole part of a number, kept within bounds; what is not a number becomes the lower one.
  init(_ value: Double, within bounds: ClosedRange<Int>) {
    if value >= Double(bounds.upperBound) {
      self = bounds.upperBound
    } else if value > Double(bounds.lowerBound) {
      self = Int(value)
    } else {
      self = bounds.lowerBound
    }
  }
}
