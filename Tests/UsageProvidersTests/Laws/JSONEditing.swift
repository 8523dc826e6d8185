@testable import UsageProviders

extension JSONValue {
  /// Every place in the value, outer ones first: `["credits"]`, `["credits", "used"]`.
  var places: [[String]] {
    guard case .object(let members) = self else { return [] }
    return members.keys.sorted().flatMap { name in
      [[name]] + (members[name]?.places ?? []).map { [name] + $0 }
    }
  }

  /// The value at a place.
  func value(at place: [String]) -> JSONValue? {
    guard let name = place.first else { return self }
    return self[name]?.value(at: Array(place.dropFirst()))
  }

  /// The value with something else at a place; nil takes it away.
  func replacing(_ place: [String], with value: JSONValue?) -> JSONValue {
    guard case .object(var members) = self, let name = place.first else { return self }
    if place.count == 1 {
      members[name] = value
    } else {
      members[name] = members[name]?.replacing(Array(place.dropFirst()), with: value)
    }
    return .object(members)
  }

  /// The value with each number in other digits.
  func mapNumbers(_ change: (String) -> JSONValue) -> JSONValue {
    switch self {
    case .number(let digits): change(digits)
    case .object(let members): .object(members.mapValues { $0.mapNumbers(change) })
    case .list(let items): .list(items.map { $0.mapNumbers(change) })
    default: self
    }
  }

  /// The value as text, with the members of each object in an order.
  func written(_ order: ([String]) -> [String] = { $0.sorted() }) -> String {
    switch self {
    case .null: return "null"
    case .bool(let value): return "\(value)"
    case .number(let digits): return digits
    // The texts of the fixtures need no escapes.
    case .text(let text): return "\"\(text)\""
    case .list(let items): return "[\(items.map { $0.written(order) }.joined(separator: ","))]"
    case .object(let members):
      let parts = order(Array(members.keys)).map { name in
        "\"\(name)\":\((members[name] ?? .null).written(order))"
      }
      return "{\(parts.joined(separator: ","))}"
    }
  }
}
