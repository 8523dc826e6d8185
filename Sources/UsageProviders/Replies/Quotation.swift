/// Quotes what others wrote, so that it can stand in a line of our own.
package enum Quotation {
  /// How many characters of a foreign text are shown.
  static let longest = 200

  /// The text in quotation marks, cut and with its control characters escaped.
  package static func quoted(_ text: String) -> String {
    "\"\(shown(text))\""
  }

  /// The text cut and with its control characters escaped.
  package static func shown(_ text: String) -> String {
    var shown = ""
    for character in text.prefix(longest) {
      for scalar in character.unicodeScalars { shown += escaped(scalar) }
    }
    return text.dropFirst(longest).isEmpty ? shown : shown + "…"
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    switch scalar.properties.generalCategory {
    // Format characters can turn the direction of the text around them.
    case .control, .format, .lineSeparator, .paragraphSeparator:
      return "\\u{\(String(scalar.value, radix: 16))}"
    default: return String(scalar)
    }
  }
}
