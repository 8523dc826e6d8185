import Foundation

/// What a guide shows of what a command prints.
///
/// `…` in a line stands for any text of that line, and a line that is nothing else for any lines.
struct ShownOutput {
  let lines: [String]

  /// Whether these lines are those that are shown.
  func fits(_ printed: [String]) -> Bool { Self.fits(printed[...], lines[...]) }

  private static func fits(_ printed: ArraySlice<String>, _ shown: ArraySlice<String>) -> Bool {
    guard let line = shown.first else { return printed.isEmpty }
    let rest = shown.dropFirst()
    if line == "…" {
      return (printed.startIndex...printed.endIndex).contains { fits(printed[$0...], rest) }
    }
    guard let first = printed.first, fits(first, line) else { return false }
    return fits(printed.dropFirst(), rest)
  }

  private static func fits(_ printed: String, _ shown: String) -> Bool {
    let parts = shown.components(separatedBy: "…")
    guard parts.count > 1, let last = parts.last else { return printed == shown }
    guard printed.hasPrefix(parts[0]) else { return false }
    var rest = printed.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
