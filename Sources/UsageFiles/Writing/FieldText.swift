/// Texts as a format writes them.
enum FieldText {
  /// How a format writes values.
  enum Style {
    /// Nothing is an empty field.
    case csv
    /// Nothing is `null`; amounts are strings.
    case json
  }

  /// A text, or nothing, as a field; an empty text is nothing.
  static func field(_ text: String?, _ style: Style) -> [UInt8] {
    switch style {
    case .csv: csv(text ?? "")
    case .json: text.map(quoted) ?? Array("null".utf8)
    }
  }

  /// A field of CSV: in quotes only where it has to be.
  static func csv(_ text: String) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = text.utf8.contains {
      $0 == quote || $0 == UInt8(ascii: ",") || $0 < 0x20
    }
    // A reader may take blanks at the ends for none of the text's.
    guard needsQuotes || text.hasPrefix(" ") || text.hasSuffix(" ") else { return Array(text.utf8) }
    var field = [quote]
    for byte in text.utf8 {
      if byte == quote { field.append(quote) }
      field.append(byte)
    }
    return field + [quote]
  }

  /// Names with texts as a JSON object, in the order of the names.
  static func object(_ members: [String: String]) -> [UInt8] {
    var object = [UInt8(ascii: "{")]
    for (name, text) in members.sorted(by: { $0.key < $1.key }) {
      if object.count > 1 { object.append(UInt8(ascii: ",")) }
      object += quoted(name)
      object.append(UInt8(ascii: ":"))
      object += quoted(text)
    }
    return object + [UInt8(ascii: "}")]
  }

  /// A text as JSON writes it.
  static func quoted(_ text: String) -> [UInt8] {
    var quoted = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
      case 0x0A: quoted += Array("\\n".utf8)
      case 0x0D: quoted += Array("\\r".utf8)
      case 0x09: quoted += Array("\\t".utf8)
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        quoted += Array(("\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8)
      default: quoted.append(byte)
      }
    }
    return quoted + [UInt8(ascii: "\"")]
  }
}
