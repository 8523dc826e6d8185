/// Finds the name that was probably meant by a misspelt one.
///
/// The distance counts insertions, deletions, replacements and swaps of neighbours, without regard
/// to case. A third of the name's length may differ, at least one letter and at most three.
///
/// - Parameters:
///   - name: The misspelt name.
///   - candidates: The names that exist.
/// - Returns: The nearest candidate, the first in the alphabet among equals, or nil if none is near.
public func closestMatch(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().utf8.prefix(64))
  guard !wanted.isEmpty else { return nil }
  let allowed = min(3, max(1, wanted.count / 3))
  var best: (distance: Int, name: String)?
  for candidate in candidates where candidate != name {
    let letters = Array(candidate.lowercased().utf8.prefix(64))
    guard abs(letters.count - wanted.count) <= allowed else { continue }
    let distance = editDistance(wanted, letters)
    guard distance <= allowed, distance < letters.count else { continue }
    if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
    best = (distance, candidate)
  }
  return best?.name
}

/// The optimal string alignment distance.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for row in 1...max(1, left.count) {
    var current = [row] + [Int](repeating: 0, count: right.count)
    for column in stride(from: 1, through: right.count, by: 1) {
      let same = left[row - 1] == right[column - 1]
      var cost = min(
        last[column] + 1,
        current[column - 1] + 1,
        last[column - 1] + (same ? 0 : 1)
      )
      if row > 1, column > 1, left[row - 1] == right[column - 2],
        left[row - 2] == right[column - 1]
      {
        cost = min(cost, beforeLast[column - 2] + 1)
      }
      current[column] = cost
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
