/// Turns Markdown into the text of Slack's messages, which it calls mrkdwn.
enum SlackText {
  /// A text in which Slack finds no mention and no link: of `&`, `<` and `>` it wants the entities.
  static func escaped(_ text: some StringProtocol) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// Markdown as Slack writes it: `*bold*`, `<address|link>`, headings in bold, `•` for points.
  ///
  /// What it does not know stays as it was written, which is readable too; code is left alone.
  static func mrkdwn(_ markdown: String) -> String {
    var isCode = false
    let lines = markdown.replacing("\r\n", with: "\n")
    return lines.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("```") {
        isCode.toggle()
        return "```"
      }
      return isCode ? escaped(line) : self.line(line)
    }
    .joined(separator: "\n")
  }

  private static func line(_ line: Substring) -> String {
    let marks = line.prefix { $0 == "#" }
    if (1...6).contains(marks.count), line.dropFirst(marks.count).hasPrefix(" ") {
      return "*\(inline(line.dropFirst(marks.count + 1).replacing("**", with: "")))*"
    }
    let indent = line.prefix { $0 == " " }
    let rest = line.dropFirst(indent.count)
    if rest.hasPrefix("- ") || rest.hasPrefix("* ") {
      return indent + "• " + inline(String(rest.dropFirst(2)))
    }
    // A quotation's mark is the one `>` that is meant.
    if line.hasPrefix("> ") { return ">" + inline(String(line.dropFirst(2))) }
    return inline(String(line))
  }

  private static func inline(_ text: some StringProtocol) -> String {
    // Between back-ticks nothing is turned into anything.
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      let isCode = index % 2 == 1 && index < parts.count - 1
      return isCode ? escaped(part) : linked(escaped(part)).replacing("**", with: "*")
    }
    .joined(separator: "`")
  }

  private static func linked(_ text: String) -> String {
    guard text.contains("](") else { return text }
    return text.replacing(#/\[([^\[\]|]+)\]\((https?:\/\/[^\s()|]+)\)/#) { "<\($0.2)|\($0.1)>" }
  }
}
