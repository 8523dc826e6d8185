import ReportDocument
import UsageModel

extension HTMLWriter {
  /// Nothing from outside, no script; styles are in the page, pictures at most in its address.
  static let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

  /// The whole page.
  mutating func page(
    _ document: ReportDocument,
    language: String,
    theme: Theme,
    template: PageTemplate
  ) -> String {
    var values: [PageVariable: String] = [
      .language: PlainText.oneLine(language),
      .title: PlainText.oneLine(document.title),
      .policy: Self.policy,
      .style: Stylesheet.text + theme.css,
    ]
    values[.subtitle] = document.subtitle.map(PlainText.cleaned)
    values[.eyebrow] = document.eyebrow.map(PlainText.cleaned)
    values[.period] = Self.period(of: document).map(PlainText.cleaned)
    values[.generated] = document.generatedAt.map { format.time($0, withYear: true) }
    values[.generatedAt] = document.generatedAt.map { "\($0)" }
    values[.currency] = document.currency.map { PlainText.cleaned(Currency($0).name) }
    values[.summary] = document.summary.map(PlainText.cleaned)
    writeHeader(document)
    values[.header] = takeOutput()
    write(document.blocks)
    values[.body] = takeOutput()
    writeFooter(document)
    values[.footer] = takeOutput()
    return template.render(values)
  }

  private static func period(of document: ReportDocument) -> String? {
    document.periodNote ?? document.period?.label
  }

  private mutating func writeFooter(_ document: ReportDocument) {
    guard !document.footer.isEmpty else { return }
    raw("<footer>")
    for paragraph in document.footer {
      raw("<p>")
      text(paragraph)
      raw("</p>")
    }
    raw("</footer>\n")
  }

  private mutating func writeHeader(_ document: ReportDocument) {
    lastHeading = document.title
    raw("<header>")
    if let eyebrow = document.eyebrow {
      raw("<p class=\"eb\">")
      text(eyebrow)
      raw("</p>")
    }
    raw("<h1>")
    text(document.title)
    raw("</h1>")
    if let subtitle = document.subtitle {
      raw("<p class=\"sub\">")
      text(subtitle)
      raw("</p>")
    }
    let period = Self.period(of: document)
    if period != nil || document.generatedAt != nil || document.currency != nil {
      raw("<p class=\"meta\">")
      if let period {
        raw("<span>")
        text(period)
        raw("</span>")
      }
      if let time = document.generatedAt {
        raw("<span>Generated <time datetime=\"\(time)\">")
        text(format.time(time, withYear: true))
        raw("</time></span>")
      }
      if let currency = document.currency {
        raw("<span>")
        text(Currency(currency).name)
        raw("</span>")
      }
      raw("</p>")
    }
    raw("</header>\n")
    if let summary = document.summary {
      raw("<p class=\"lead\">")
      text(summary)
      raw("</p>\n")
    }
  }
}
