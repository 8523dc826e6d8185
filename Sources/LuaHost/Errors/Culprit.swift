/// What a message says is wrong, as something to look for in the line.
enum Culprit: Equatable {
  /// The end of the line.
  case end
  /// The text that a syntax error is near to.
  case near(String)
  /// A variable that is read.
  case variable(String)
  /// A field, behind a dot or in brackets.
  case field(String)
  /// A method, behind a colon.
  case method(String)
  /// A function that is called, or an operator.
  case called(String)
  /// A text, or the name of a field, a method or an option.
  case quoted(String)
  /// A text.
  case text(String)
  /// A number.
  case number(String)
  /// A word of the language, or any name.
  case word(String)

  /// What a message names, the most telling first.
  static func all(in message: String, isSyntax: Bool) -> [Culprit] {
    if isSyntax { return [inSyntax(message)].compactMap(\.self) }
    if let culprit = ofLua(message) { return [culprit] }
    return ofHost(message)
  }

  /// What a message of Lua's parser names: `unexpected symbol near '='`.
  private static func inSyntax(_ message: String) -> Culprit? {
    if message.hasSuffix(" near <eof>") { return .end }
    if let near = message.lastRange(of: " near '"), message.hasSuffix("'") {
      return .near(String(message[near.upperBound...].dropLast()))
    }
    if message.hasPrefix("break outside loop") { return .word("break") }
    return message.between("'", "'").map { .word($0) }
  }

  /// What a message of Lua's own names: `attempt to call a nil value (global 'x')`.
  private static func ofLua(_ message: String) -> Culprit? {
    if let variable = NamedValue(in: message) {
      return switch variable.kind {
      case "global", "local", "upvalue": .variable(variable.name)
      case "field": .field(variable.name)
      case "method": .method(variable.name)
      case "constant": .text(variable.name)
      default: nil
      }
    }
    if message.hasPrefix("bad argument #") || message.hasPrefix("calling '"),
      let name = message.between("'", "'")
    {
      return .called(name)
    }
    if message.hasPrefix("'for' ") || message.hasPrefix("bad 'for' ") { return .word("for") }
    if message.hasSuffix(unavailable), let name = message.between("`", "`") {
      return .word(String(name.split(separator: ".").last ?? ""))
    }
    return nil
  }

  /// What a message of the host names: `usage.load: option "view": expected …, got "bill"`.
  private static func ofHost(_ message: String) -> [Culprit] {
    let parts = QuotedParts(message)
    var culprits: [Culprit] = []
    if let got = parts.got { culprits.append(got) }
    if let last = parts.names.last { culprits.append(.quoted(last)) }
    if let colon = message.firstRange(of: ": ") {
      let function = message[..<colon.lowerBound]
      let name = function.split { $0 == "." || $0 == ":" }.last ?? ""
      if !function.contains(" ") { culprits += [.called(String(name)), .field(String(name))] }
    }
    return culprits
  }
}

/// What the host says of something that stock Lua has and a script does not.
let unavailable = " is not available in report scripts"

/// The kind and the name in "attempt to index a nil value (global 'io')".
struct NamedValue {
  let kind: String
  let name: String

  init?(in text: String) {
    let message =
      text.firstRange(of: "; did you mean ").map { String(text[..<$0.lowerBound]) } ?? text
    guard message.hasSuffix("')"), let open = message.lastRange(of: " (") else { return nil }
    let parts = message[open.upperBound...].dropLast(2).split(separator: " '", maxSplits: 1)
    guard message.hasPrefix("attempt to "), parts.count == 2 else { return nil }
    (kind, name) = (String(parts[0]), String(parts[1]))
  }
}

/// The quoted names of a message before it says what was expected or meant, and what it got.
private struct QuotedParts {
  var names: [String] = []
  var got: Culprit?

  init(_ message: String) {
    var rest = message[...]
    var isExpected = false
    while let next = rest.first {
      if next == "\"" {
        let name = rest.dropFirst().prefix { $0 != "\"" }
        if !isExpected { names.append(String(name)) }
        rest = rest[name.endIndex...].dropFirst()
      } else if rest.hasPrefix("; ") || rest.hasPrefix(" (") && !names.isEmpty {
        return
      } else if rest.hasPrefix(", got ") {
        got = Self.value(rest.dropFirst(6))
        return
      } else {
        isExpected = isExpected || rest.hasPrefix(": expected ")
        rest = rest.dropFirst()
      }
    }
  }

  private static func value(_ text: Substring) -> Culprit? {
    if text.first == "\"" { return .text(String(text.dropFirst().prefix { $0 != "\"" })) }
    let word = text.prefix { $0 != ";" && $0 != "," }
    if word == "true" || word == "false" { return .word(String(word)) }
    return Double(String(word)) == nil ? nil : .number(String(word))
  }
}

extension String {
  /// The first place of a text.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
  }

  /// The last place of a text.
  fileprivate func lastRange(of text: String) -> Range<Index>? {
    indices.last { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
  }

  /// What stands between the first of two signs and the next other one.
  fileprivate func between(_ open: Character, _ close: Character) -> String? {
    guard let start = firstIndex(of: open).map(index(after:)),
      let end = self[start...].firstIndex(of: close)
    else { return nil }
    return String(self[start..<end])
  }
}
