extension SourceText {
  /// Where in the source a line's culprit begins, where it stands there exactly once.
  ///
  /// - Parameters:
  ///   - culprits: What the message names, the most telling first.
  ///   - line: The line's number.
  ///   - bytes: The line's place in the source.
  /// - Returns: The place of the first culprit that is found; nil where none is.
  func place(of culprits: [Culprit], onLine line: Int, _ bytes: Range<Int>) -> Int? {
    for culprit in culprits {
      if let place = place(of: culprit, tokens(onLine: line), bytes) { return place }
    }
    return nil
  }

  private func place(
    of culprit: Culprit,
    _ line: Range<Int>,
    _ range: Range<Int>
  ) -> Int? {
    if culprit == .end { return range.upperBound }
    let found = line.filter { fits($0, culprit) }
    if case .near(let text) = culprit, found.isEmpty { return onlyPlace(of: text, in: range) }
    guard let index = found.first, found.count == 1 else { return nil }
    if case .near = culprit { return tokens[index].range.lowerBound }
    if case .number(let text) = culprit, text.hasPrefix("-") {
      return tokens[index - 1].range.lowerBound
    }
    return tokens[index].content.lowerBound
  }

  private func fits(_ index: Int, _ culprit: Culprit) -> Bool {
    let isText = tokens[index].kind == .string
    func hasContent(_ text: String) -> Bool {
      bytes[tokens[index].content].elementsEqual(text.utf8)
    }
    switch culprit {
    case .end: return false
    case .near(let text): return self.text(index) == text
    case .variable(let name):
      // The value of a name that is declared or set here does not matter.
      return isName(index, name) && !isMember(index) && text(index + 1) != "="
        && !["local", "function", "goto"].contains(text(index - 1))
    case .field(let name):
      return isName(index, name) && text(index - 1) == "." && text(index + 1) != "="
        || isText && hasContent(name) && text(index - 1) == "[" && text(index + 1) == "]"
    case .method(let name): return isName(index, name) && text(index - 1) == ":"
    case .called(let name):
      if tokens[index].kind == .sign { return hasContent(name) && ![".", ":"].contains(name) }
      let isFollowed =
        ["(", "{"].contains(text(index + 1))
        || tokens.indices.contains(index + 1) && tokens[index + 1].kind == .string
      return isName(index, name) && isFollowed && text(index - 1) != "function"
    case .quoted(let name):
      return isText && hasContent(name) || isName(index, name) && (isMember(index) || isKey(index))
    case .text(let text): return isText && hasContent(text)
    case .number(let text):
      guard tokens[index].kind == .number else { return false }
      return text.hasPrefix("-")
        ? hasContent(String(text.dropFirst())) && self.text(index - 1) == "-" : hasContent(text)
    case .word(let word): return !isText && hasContent(word)
    }
  }

  /// Where bytes stand, when they do so once.
  private func onlyPlace(of text: String, in range: Range<Int>) -> Int? {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, wanted.count <= range.count else { return nil }
    let places = (range.lowerBound...(range.upperBound - wanted.count)).lazy.filter {
      bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted)
    }
    guard let first = places.first, places.dropFirst().first == nil else { return nil }
    return first
  }
}
