/// A row holds what this program never wrote.
struct StoreDamage: Error {
  /// The row, such as `segment 7`.
  let place: String

  init(_ place: String) {
    self.place = place
  }
}
