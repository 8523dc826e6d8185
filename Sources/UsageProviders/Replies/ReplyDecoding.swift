import Foundation
import UsageModel

extension ProviderReply {
  /// Decodes the body; an error names the place, what was expected and what was found.
  func decoded<Reply: Decodable>(as type: Reply.Type) throws(ReplyError) -> Reply {
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch let error as DecodingError {
      throw replyError(error)
    } catch {
      throw ReplyError(expected: "JSON", found: Quotation.quoted("\(error)"))
    }
  }

  private func replyError(_ error: DecodingError) -> ReplyError {
    guard let root = JSONValue(body) else { return ReplyError(expected: "JSON", found: notJSON) }
    switch error {
    case .keyNotFound(let key, let context):
      let path = context.codingPath + [key]
      // An error can come with status 200.
      return disguised(root)
        ?? ReplyError(path: Self.name(of: path), expected: "a value", found: "nothing")
    case .valueNotFound(let type, let context):
      return disguised(root)
        ?? ReplyError(
          path: Self.name(of: context.codingPath),
          expected: Self.name(of: type),
          found: "null"
        )
    case .typeMismatch(let type, let context):
      return mismatch(context.codingPath, expected: Self.name(of: type), in: root)
    case .dataCorrupted(let context):
      return mismatch(context.codingPath, expected: context.debugDescription, in: root)
    @unknown default:
      return ReplyError(expected: "a known reply", found: "something else")
    }
  }

  private func mismatch(
    _ path: [any CodingKey],
    expected: String,
    in root: JSONValue
  ) -> ReplyError {
    let value = root.value(at: path)
    // Whether a number is out of range matters only where it is a number.
    let isNumber = if case .number? = value { true } else { false }
    let wanted = expected.hasPrefix("a number") && !isNumber ? "a number" : expected
    return ReplyError(
      path: Self.name(of: path),
      expected: wanted,
      found: value?.described ?? "nothing"
    )
  }

  private func disguised(_ root: JSONValue) -> ReplyError? {
    guard let text = PlatformErrorText.text(in: root) else { return nil }
    return ReplyError(expected: "usage", found: "the error \(Quotation.quoted(text))")
  }

  private var notJSON: String {
    let text = String(decoding: body, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty { return "nothing" }
    if text.hasPrefix("{") || text.hasPrefix("[") {
      let end = String(text.suffix(40))
      return "JSON that is cut off or broken, ending in \(Quotation.quoted(end))"
    }
    return PlatformErrorText.described(in: body) ?? "nothing"
  }

  private static func name(of path: [any CodingKey]) -> String {
    let name = path.reduce(into: "") { name, key in
      if let index = key.intValue {
        name += "[\(index)]"
      } else {
        name += (name.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return Quotation.shown(name)
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "text"
    case is Bool.Type: "true or false"
    case is Int.Type, is Decimal.Type, is FixedDecimal.Type: "a number"
    case is [Any].Type: "a list"
    default: "an object"
    }
  }
}
