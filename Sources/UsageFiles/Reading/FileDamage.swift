/// Why the rest of a file cannot be read.
struct FileDamage: Error, Hashable {
  /// The line on which it is found, counted from 1; nil where that is not known.
  var line: Int?
  /// The field in its row, counted from 1; nil where it is in none.
  var column: Int?
  /// What is wrong, and what to do.
  var message: String
}
