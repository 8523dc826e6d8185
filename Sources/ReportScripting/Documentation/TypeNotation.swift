import LuaHost

/// Writes the types of annotations as the reference does: in words, with links to their pages.
struct TypeNotation {
  /// The page and place of each type: `period` is `period.md#period-objects`.
  let links: [String: String]

  /// A type such as `tally.money|number|nil` in words: [money](money.md), number or nil.
  func words(_ annotation: String) -> String {
    let parts = Self.parts(of: annotation)
    return parts.count > 1 ? parts.map(single).joinedWithOr : single(annotation)
  }

  private func single(_ type: String) -> String {
    if type.hasSuffix("[]") {
      let element = type.dropLast(2)
      let isGrouped = element.hasPrefix("(") && element.hasSuffix(")")
      return "list of " + words(String(isGrouped ? element.dropFirst().dropLast() : element))
    }
    if type.hasSuffix("?"), !type.hasPrefix("fun(") { return words(type.dropLast() + "|nil") }
    if type.hasPrefix("fun():") {
      let result = type.dropFirst(6).drop { $0 == " " }
      return "iterator of " + words(String(result.hasSuffix("?") ? result.dropLast() : result))
    }
    if type.hasPrefix("fun(") { return "function" }
    if type.hasPrefix("table<string, ") {
      return "table of " + words(String(type.dropFirst("table<string, ".count).dropLast()))
        + " by name"
    }
    if type.hasPrefix("{") { return "`\(type)`" }
    if type.hasPrefix("\"") { return "`\(type)`" }
    if type.hasPrefix("tally.") { return named(String(type.dropFirst("tally.".count))) }
    return Self.plain[type] ?? type
  }

  private func named(_ name: String) -> String {
    let words = name.replacing("_", with: " ")
    guard let link = links[name] else { return words }
    return "[\(words)](\(link))"
  }

  private static let plain = [
    "string": "text", "integer": "whole number", "boolean": "boolean", "any": "any value",
  ]

  /// The parts of a union, which stand between the bars that no bracket or quote encloses.
  static func parts(of annotation: String) -> [String] {
    var parts = [""]
    var depth = 0
    var isQuoted = false
    for character in annotation {
      switch character {
      case "\"": isQuoted.toggle()
      case "(", "<", "{": depth += 1
      case ")", ">", "}": depth -= 1
      default: break
      }
      if character == "|", depth == 0, !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
