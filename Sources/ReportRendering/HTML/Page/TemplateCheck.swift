/// Checks that a template names only what there is, each in the form that is safe.
struct TemplateCheck {
  let text: String
  let file: String

  /// A tag, such as `{{title}}`.
  private struct Tag {
    /// The sign behind the braces; nil for a variable with two braces.
    var sign: Character?
    var name: String
    var line: Int
  }

  /// Looks at every tag.
  func check() throws(PageTemplateError) {
    var open: [Tag] = []
    var hasBody = false
    for tag in try tags() {
      switch tag.sign {
      case "!": continue
      case "#", "^":
        try check(tag, among: PageVariable.allCases)
        open.append(tag)
      case "/":
        guard let last = open.popLast() else {
          throw problem(tag.line, "{{/\(tag.name)}} closes nothing")
        }
        guard last.name == tag.name else {
          throw problem(
            tag.line,
            "{{/\(tag.name)}} stands where {{/\(last.name)}} has to close line \(last.line)"
          )
        }
      case nil, "{", "&":
        let variable = try check(tag, among: PageVariable.allCases)
        let isRaw = tag.sign != nil
        if isRaw, !variable.isMarkup {
          throw problem(
            tag.line,
            "\"\(tag.name)\" is a text, which could become markup; write {{\(tag.name)}}"
          )
        }
        if !isRaw, variable.isMarkup {
          throw problem(
            tag.line,
            "\"\(tag.name)\" is markup, which would show as text; write {{{\(tag.name)}}}"
          )
        }
        // Within a section it is on some pages only.
        if variable == .body, open.isEmpty { hasBody = true }
      case ">", "<", "$":
        throw problem(
          tag.line,
          "a page is one file: {{\(Self.sign(tag)) …}} has nothing to include"
        )
      default:
        throw problem(tag.line, "{{\(Self.sign(tag)) …}} is not supported in a page")
      }
    }
    if let last = open.last {
      throw problem(last.line, "{{\(Self.sign(last))\(last.name)}} is never closed")
    }
    guard hasBody else {
      throw problem(1, "the report would not be on the page; write {{{body}}} where it belongs")
    }
  }

  @discardableResult
  private func check(
    _ tag: Tag,
    among all: [PageVariable]
  ) throws(PageTemplateError) -> PageVariable {
    guard let variable = PageVariable(rawValue: tag.name) else {
      let names = all.map(\.rawValue).joined(separator: ", ")
      throw problem(tag.line, "there is no \"\(tag.name)\"; a page can name \(names)")
    }
    return variable
  }

  private func tags() throws(PageTemplateError) -> [Tag] {
    var tags: [Tag] = []
    var line = 1
    var rest = Substring(text)
    while let start = rest.firstRange(of: "{{") {
      line += rest[..<start.lowerBound].count(where: \.isNewline)
      rest = rest[start.upperBound...]
      let isTriple = rest.first == "{"
      let end = isTriple ? "}}}" : rest.first == "=" ? "=}}" : "}}"
      guard let stop = rest.firstRange(of: end) else {
        throw problem(line, "a tag begins here and does not end")
      }
      var name = rest[..<stop.lowerBound]
      var sign: Character?
      if let first = name.first, !first.isLetter, !first.isWhitespace, first != "_" {
        sign = first
        name = name.dropFirst()
      }
      tags.append(Tag(sign: sign, name: Self.trimmed(name), line: line))
      line += rest[..<stop.lowerBound].count(where: \.isNewline)
      rest = rest[stop.upperBound...]
    }
    return tags
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private static func sign(_ tag: Tag) -> String { tag.sign.map(String.init) ?? "" }

  private func problem(_ line: Int, _ message: String) -> PageTemplateError {
    PageTemplateError(file: file, line: line, message)
  }
}
