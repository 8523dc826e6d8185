import UsageModel

/// JSON whose keys keep the order in which they are given.
indirect enum JSONText {
  case null
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case array([JSONText])
  case object([(String, JSONText)])

  /// An exact decimal as a text; unknown is null.
  static func decimal(_ value: FixedDecimal?) -> JSONText {
    value.map { .string($0.description) } ?? .null
  }

  /// A text; unknown is null.
  static func text(_ value: String?) -> JSONText {
    value.map { .string($0) } ?? .null
  }

  /// The text, one element of the outer levels a line.
  func written(indent: Int = 0, breaking levels: Int = 3) -> String {
    switch self {
    case .null: return "null"
    case .string(let text): return Self.quoted(text)
    case .integer(let number): return String(number)
    case .boolean(let flag): return String(flag)
    case .array(let elements):
      let texts = elements.map { $0.written(indent: indent + 2, breaking: levels - 1) }
      return Self.enclosed("[", texts, "]", indent: indent, breaks: levels > 0)
    case .object(let members):
      let texts = members.map { name, value in
        "\(Self.quoted(name)): \(value.written(indent: indent + 2, breaking: levels - 1))"
      }
      return Self.enclosed("{", texts, "}", indent: indent, breaks: levels > 0)
    }
  }

  private static func enclosed(
    _ open: String,
    _ texts: [String],
    _ close: String,
    indent: Int,
    breaks: Bool
  ) -> String {
    guard !texts.isEmpty else { return open + close }
    guard breaks else { return "\(open) \(texts.joined(separator: ", ")) \(close)" }
    let space = String(repeating: " ", count: indent)
    let lines = texts.map { "\(space)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(lines)\n\(space)\(close)"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
