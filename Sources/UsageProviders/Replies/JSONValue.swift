import Foundation

/// Any JSON value: for telling what stands where something else was expected, and for error bodies.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Reads a whole JSON text; nil when it is none.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      return nil
    }
    self = value
  }

  /// The value as messages name it: `text "12x"`.
  var described: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let digits): "number \(digits)"
    case .text(let text): "text \(Quotation.quoted(text))"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// The text, if the value is one.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// A member of an object.
  subscript(_ key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The value that a decoder's path leads to.
  func value(at path: [any CodingKey]) -> JSONValue? {
    var value = self
    for key in path {
      switch (value, key.intValue) {
      case (.list(let items), let index?) where items.indices.contains(index): value = items[index]
      case (.object(let members), _):
        guard let member = members[key.stringValue] else { return nil }
        value = member
      default: return nil
      }
    }
    return value
  }
}

// MARK: - Decodable
extension JSONValue: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Decimal.self) {
      self = .number(value.description)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value.description)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}
