public import ReportDocument
import UsageModel

/// Renders a report as one HTML file without scripts and without anything from outside.
public struct HTMLRenderer: Sendable {
  /// How numbers and dates are written; a report's period decides which year goes without saying.
  public var format: NumberFormat

  /// The language of the page, as an IETF tag.
  public var language: String

  /// The colours and fonts.
  public var theme: Theme

  /// The page around the report.
  public var template: PageTemplate

  /// Creates a renderer.
  public init(
    format: NumberFormat = .englishUS,
    language: String = "en",
    theme: Theme = .standard,
    template: PageTemplate = .standard
  ) {
    self.format = format
    self.language = language
    self.theme = theme
    self.template = template
  }

  /// The whole file; the same document gives the same bytes.
  public func render(_ document: ReportDocument) -> String {
    var writer = HTMLWriter(format: format.implying(document))
    return writer.page(document, language: language, theme: theme, template: template)
  }
}

extension NumberFormat {
  /// The format with the year of the report's last day as the implied one.
  func implying(_ document: ReportDocument) -> NumberFormat {
    var format = self
    if format.impliedYear == nil {
      format.impliedYear = (document.period?.last ?? document.generatedAt?.utcDay)?.month.year
    }
    return format
  }
}
