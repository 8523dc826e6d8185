/// What a template can name.
public enum PageVariable: String, Hashable, Sendable, CaseIterable {
  /// The language of the page, as an IETF tag such as `en`.
  case language
  /// The report's title, on one line.
  case title
  /// The line under the title.
  case subtitle
  /// What kind of document it is.
  case eyebrow
  /// What the report covers, such as `1–20 November, 20 of 30 days`.
  case period
  /// The moment that the report speaks for, such as `21 Nov 2026, 06:00 UTC`.
  case generated
  /// The same for programs, such as `2026-11-21T06:00:00Z`.
  case generatedAt = "generated_at"
  /// The name of the currency, such as `US dollars`.
  case currency
  /// The paragraph under the header.
  case summary
  /// The content-security policy that the page of ours has.
  case policy
  /// The style sheet with the theme, for a `style` element.
  case style
  /// The header as we write it: title, subtitle, period and the rest, and the summary.
  case header
  /// The report.
  case body
  /// The small print as we write it.
  case footer

  /// Whether the value is markup or a style sheet of ours, which only three braces leave as it is.
  public var isMarkup: Bool {
    switch self {
    case .policy, .style, .header, .body, .footer: true
    case .language, .title, .subtitle, .eyebrow, .period, .generated, .generatedAt, .currency,
      .summary:
      false
    }
  }
}
