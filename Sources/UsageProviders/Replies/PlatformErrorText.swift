import Foundation

/// Finds what a platform wants to tell a person in the body of an error.
enum PlatformErrorText {
  /// The text as it can stand in a message: quoted, or named where it is no text for people.
  static func described(in body: [UInt8]) -> String? {
    if let value = try? JSONParser.value(of: body) {
      return text(in: value).map(Quotation.quoted)
    }
    let text = String(decoding: body, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { return nil }
    guard isHTML(text) else { return Quotation.quoted(text) }
    return title(of: text).map { "an HTML page titled \(Quotation.quoted($0))" } ?? "an HTML page"
  }

  /// The text in an error object of any of the known shapes; nil where there is none.
  static func text(in value: JSONValue) -> String? {
    if let text = value.text { return text }
    let message = statement(value["message"])
    let detail = statement(value["detail"]) ?? statement(value["error_description"])
    let error = statement(value["error"])
    switch (message, detail) {
    case (let message?, let detail?) where message != detail: return "\(message): \(detail)"
    case (let message?, _): return message
    case (nil, let detail?): return detail
    case (nil, nil): return error ?? statement(value["title"])
    }
  }

  /// Whether a text is a web page and not data.
  static func isHTML(_ text: String) -> Bool {
    let start = text.prefix(500).lowercased()
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
      || (start.hasPrefix("<") && (start.contains("<head") || start.contains("<body")))
  }

  /// A text, a list of texts or of field errors, or an object with a text of its own.
  private static func statement(_ value: JSONValue?) -> String? {
    switch value {
    case .text(let text): return text.isEmpty ? nil : text
    case .list(let items):
      let parts = items.compactMap { fieldError($0) ?? statement($0) }
      return parts.isEmpty ? nil : parts.joined(separator: "; ")
    case .object(let members): return statement(members["message"]) ?? statement(members["detail"])
    default: return nil
    }
  }

  /// One entry of a list of validation errors: `{"loc": ["query", "period"], "msg": "…"}`.
  private static func fieldError(_ value: JSONValue) -> String? {
    guard let message = value["msg"]?.text else { return nil }
    guard case .list(let place)? = value["loc"] else { return message }
    let names = place.compactMap { part in
      switch part {
      case .text(let name): name
      case .number(let index): index
      default: nil as String?
      }
    }
    return names.isEmpty ? message : "\(names.joined(separator: ".")): \(message)"
  }

  private static func title(of page: String) -> String? {
    guard let start = page.range(of: "<title>", options: .caseInsensitive),
      let stop = page.range(
        of: "</title>",
        options: .caseInsensitive,
        range: start.upperBound..<page.endIndex
      )
    else { return nil }
    let title = page[start.upperBound..<stop.lowerBound]
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return title.isEmpty ? nil : title
  }
}
