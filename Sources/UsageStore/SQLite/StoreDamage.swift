/// A row holds what this program never wrote.
struct StoreDamage: Error, CustomStringConvertible {
  /// The row, such as `segment 7`.
  let place: String

  var description: String { "\(place) cannot be read" }

  init(_ place: String) {
    self.place = place
  }
}
