/// Names of fonts, the first one that a reader has counts.
public struct FontList: Hashable, Sendable {
  /// The names as a style sheet writes them: in quotes, except for the words that CSS gives a meaning.
  public let css: String

  private static let generic: Set<String> = [
    "serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace",
    "ui-rounded",
  ]

  /// Reads names between commas; nil where one of them is none.
  ///
  /// A name has letters, digits, spaces, hyphens, underscores and dots, so that it cannot end the quotes that
  /// it is written between. Quotes around it may be left out.
  public init?(_ text: String) {
    var names: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      var name = part.drop { $0 == " " }
      while name.last == " " { name.removeLast() }
      if name.count > 1, let quote = name.first, "\"'".contains(quote), name.last == quote {
        name = name.dropFirst().dropLast()
      }
      guard !name.isEmpty, name.count <= 60, name.unicodeScalars.allSatisfy(Self.isAllowed) else {
        return nil
      }
      names.append(Self.generic.contains(String(name)) ? String(name) : "\"\(name)\"")
    }
    guard names.count <= 12 else { return nil }
    css = names.joined(separator: ",")
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "-", "_", ".": true
    default: scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
  }
}
