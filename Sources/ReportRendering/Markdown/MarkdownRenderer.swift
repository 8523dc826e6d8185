public import ReportDocument

/// Renders a report as GitHub-flavoured Markdown that also reads well as plain text.
public struct MarkdownRenderer: Sendable {
  /// How numbers and dates are written; a report's period decides which year goes without saying.
  public var format: NumberFormat

  /// Creates a renderer.
  public init(format: NumberFormat = .englishUS) {
    self.format = format
  }

  /// The whole text; the same document gives the same bytes.
  public func render(_ document: ReportDocument) -> String {
    var writer = MarkdownWriter(format: format.implying(document))
    writer.writeDocument(document)
    return writer.output
  }
}
