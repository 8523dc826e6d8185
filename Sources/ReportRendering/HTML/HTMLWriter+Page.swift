import ReportDocument
import UsageModel

extension HTMLWriter {
  private static let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

  mutating func writePage(_ document: ReportDocument, language: String) {
    raw("<!doctype html>\n<html lang=\"")
    text(language)
    raw("\"><head><meta charset=\"utf-8\">")
    raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    raw("<meta name=\"color-scheme\" content=\"light dark\">")
    raw("<meta http-equiv=\"Content-Security-Policy\" content=\"\(Self.policy)\">")
    raw("<title>")
    text(PlainText.oneLine(document.title))
    raw("</title>\n<style>\n")
    raw(Stylesheet.text)
    raw("</style></head><body>\n<main>\n")
    writeHeader(document)
    write(document.blocks)
    if !document.footer.isEmpty {
      raw("<footer>")
      for paragraph in document.footer {
        raw("<p>")
        text(paragraph)
        raw("</p>")
      }
      raw("</footer>\n")
    }
    raw("</main>\n</body></html>\n")
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
    let period = document.periodNote ?? document.period?.label
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
