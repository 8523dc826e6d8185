/// Escaping for HTML and SVG.
enum HTMLText {
  /// The text for content and for quoted attributes alike.
  static func escaped(_ text: String) -> String {
    var result = ""
    append(text, to: &result)
    return result
  }

  /// Appends escaped text.
  static func append(_ text: String, to result: inout String) {
    guard !text.utf8.allSatisfy(isPlain) else {
      result += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default:
        if !PlainText.isDropped(scalar) { result.unicodeScalars.append(scalar) }
      }
    }
  }

  /// Whether a byte is an ASCII character that needs no care.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      false
    default: byte >= 0x20 && byte < 0x7F
    }
  }
}
