/// Any JSON value, with each number in the digits that were sent.
package enum JSONValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A number, in its digits.
  case number(String)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// Values by name.
  case object([String: JSONValue])

  /// The value as messages name it: `text "12x"`.
  var described: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let digits): "number \(Quotation.shown(digits))"
    case .text(let text): "text \(Quotation.quoted(text))"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// The text, if the value is one.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// Whether the value is an object.
  var isObject: Bool {
    if case .object = self { true } else { false }
  }

  /// A member of an object.
  package subscript(_ key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }
}
