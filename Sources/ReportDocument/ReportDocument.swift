public import UsageModel

/// A report as a value: what a script says, before any writer gives it a form.
///
/// All texts are plain text. Writers escape them for their format, so nothing in a document can become markup.
public struct ReportDocument: Hashable, Sendable {
  /// The title, shown as the page's only first-level heading.
  public var title: String

  /// A line under the title.
  public var subtitle: String?

  /// What kind of document it is, in small type above the title, such as `Usage report`.
  public var eyebrow: String?

  /// The period that the report is about.
  public var period: Period?

  /// What the period covers, such as `1–20 November, 20 of 30 days`; the period's label if it is nil.
  public var periodNote: String?

  /// The moment the report speaks for; never the wall clock of the rendering.
  public var generatedAt: Timestamp?

  /// The code of the currency that most amounts are in.
  public var currency: String?

  /// One paragraph under the header.
  public var summary: String?

  /// What the report shows, top to bottom.
  public var blocks: [Block]

  /// The small print, one paragraph each.
  public var footer: [String]

  /// Creates a report.
  public init(
    title: String,
    subtitle: String? = nil,
    eyebrow: String? = nil,
    period: Period? = nil,
    periodNote: String? = nil,
    generatedAt: Timestamp? = nil,
    currency: String? = nil,
    summary: String? = nil,
    blocks: [Block] = [],
    footer: [String] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.eyebrow = eyebrow
    self.period = period
    self.periodNote = periodNote
    self.generatedAt = generatedAt
    self.currency = currency
    self.summary = summary
    self.blocks = blocks
    self.footer = footer
  }
}
