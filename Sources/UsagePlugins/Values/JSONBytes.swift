import LuaHost
import UsageModel

/// Writes a plain table as JSON, for the body of a request.
enum JSONBytes {
  /// The text; a table with a list part is a list, an empty one an object.
  static func bytes(
    of value: LuaValue,
    in fields: PluginFields,
    _ name: String
  ) throws(PluginProblem) -> [UInt8] {
    var text = ""
    try append(value, to: &text, in: fields, name)
    return Array(text.utf8)
  }

  private static func append(
    _ value: LuaValue,
    to text: inout String,
    in fields: PluginFields,
    _ path: String
  ) throws(PluginProblem) {
    switch value {
    case .nil: text += "null"
    case .boolean(let flag): text += "\(flag)"
    case .integer(let number): text += "\(number)"
    case .number(let number) where number.isFinite: text += "\(number)"
    case .object(let decimal as DecimalObject): text += decimal.value.description
    case .string(let string): append(string.text, to: &text)
    case .table(let table) where !table.array.isEmpty:
      guard table.fields.isEmpty, table.others.isEmpty else {
        throw fields.problem(path, "a table has both a list and names")
      }
      text += "["
      for (index, entry) in table.array.enumerated() {
        if index > 0 { text += "," }
        try append(entry, to: &text, in: fields, "\(path)[\(index + 1)]")
      }
      text += "]"
    case .table(let table) where table.others.isEmpty:
      text += "{"
      for (index, (name, entry)) in table.fields.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { text += "," }
        append(name, to: &text)
        text += ":"
        try append(entry, to: &text, in: fields, "\(path).\(name)")
      }
      text += "}"
    default: throw fields.problem(path, "\(shownValue(value)) cannot be written as JSON")
    }
  }

  private static func append(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
