import ReportDocument

/// Writes inline text as Markdown that is read as it was meant.
///
/// CommonMark takes stars for emphasis only where they lean on a word; in `a**(b)**c` they are text. Text is
/// therefore first laid out flat, one run for each form, and a run whose stars would be text goes without.
struct MarkdownInline {
  /// Text in one form.
  private struct Run: Equatable {
    var text: String
    var isCode = false
    var isEmphasis = false
    var isStrong = false
    var link: LinkTarget?

    func hasForm(of other: Run) -> Bool {
      isCode == other.isCode && isEmphasis == other.isEmphasis && isStrong == other.isStrong
        && link == other.link
    }
  }

  private var runs: [Run] = []

  /// Lays text out.
  init(_ inlines: [Inline]) {
    add(inlines, in: Run(text: ""), depth: 0)
  }

  private mutating func add(_ inlines: [Inline], in form: Run, depth: Int) {
    guard depth <= Nesting.limit || inlines.isEmpty else {
      return add(Nesting.ellipsis, in: form)
    }
    for inline in inlines {
      var inner = form
      switch inline {
      case .text(let text): add(text, in: form)
      case .code(let code):
        inner.isCode = true
        add(code, in: inner)
      case .emphasis(let inlines):
        inner.isEmphasis = true
        add(inlines, in: inner, depth: depth + 1)
      case .strong(let inlines):
        inner.isStrong = true
        add(inlines, in: inner, depth: depth + 1)
      case .link(let inlines, let target):
        inner.link = target
        add(inlines, in: inner, depth: depth + 1)
      }
    }
  }

  private mutating func add(_ text: String, in form: Run) {
    let text = PlainText.oneLine(text)
    guard !text.isEmpty else { return }
    var run = form
    run.text = text
    // Two pieces of code stay two.
    if let last = runs.last, last.hasForm(of: run), !run.isCode {
      runs[runs.count - 1].text += text
    } else {
      runs.append(run)
    }
  }

  /// A sign without width that is neither a space nor punctuation: it parts marks from each other.
  private static let parting = "\u{200B}"

  /// The text on one line.
  var text: String {
    var result = ""
    var open: LinkTarget?
    var endsWithMark = false
    for (index, run) in runs.enumerated() {
      if run.link != open {
        if let open { result += Self.end(of: open) }
        if run.link != nil { result += "[" }
        open = run.link
        endsWithMark = false
      }
      let next = index + 1 < runs.count && runs[index + 1].link == run.link ? runs[index + 1] : nil
      let (piece, hasMark) = written(run, before: next, behind: result, endsWithMark)
      if endsWithMark, hasMark || run.isCode { result += Self.parting }
      result += piece
      endsWithMark = hasMark || run.isCode
      // An exclamation mark right before a link would make it an image.
      if index + 1 < runs.count, runs[index + 1].link != nil, runs[index + 1].link != open,
        open == nil, result.hasSuffix("!")
      {
        result.removeLast()
        result += "\\!"
      }
    }
    if let open { result += Self.end(of: open) }
    return result
  }

  private static func end(of link: LinkTarget) -> String {
    "](\(link.address.replacing("&", with: "&amp;")))"
  }

  /// A run with its marks, and whether it has any.
  private func written(
    _ run: Run,
    before next: Run?,
    behind text: String,
    _ endsWithMark: Bool
  ) -> (text: String, hasMark: Bool) {
    let plain = run.isCode ? MarkdownText.codeSpan(run.text) : MarkdownText.escaped(run.text)
    guard run.isEmphasis || run.isStrong else { return (plain, false) }
    let mark = (run.isEmphasis ? "*" : "") + (run.isStrong ? "**" : "")
    let inner = plain.drop { $0 == " " }
    let lead = plain.prefix(plain.count - inner.count)
    var body = String(inner)
    var tail = ""
    while body.hasSuffix(" ") {
      body.removeLast()
      tail += " "
    }
    guard let first = body.unicodeScalars.first, let last = body.unicodeScalars.last else {
      return (plain, false)
    }
    // What begins with a mark of its own is parted from this one.
    let isParted = next.map { $0.isCode || $0.isEmphasis || $0.isStrong } ?? false
    let following =
      tail.isEmpty
      ? isParted ? Self.parting.unicodeScalars.first : next?.text.unicodeScalars.first : " "
    let preceding =
      lead.isEmpty
      ? endsWithMark ? Self.parting.unicodeScalars.first : text.unicodeScalars.last : " "
    guard !Self.isPunctuation(first) || Self.allows(preceding),
      !Self.isPunctuation(last) || Self.allows(following)
    else { return (plain, false) }
    return ("\(lead)\(mark)\(body)\(mark)\(tail)", true)
  }

  /// Whether a mark can lean on a sign from outside: the end of the text, a space, or punctuation.
  private static func allows(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return true }
    return scalar.properties.isWhitespace || scalar.isASCII && isPunctuation(scalar)
  }

  /// Whether some reader takes the sign for punctuation.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
