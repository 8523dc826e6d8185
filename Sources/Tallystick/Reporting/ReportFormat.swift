/// A format that reports are written in: a built-in one, or a writer of the user's by its name.
public struct ReportFormat: RawRepresentable, Hashable, Sendable, Codable {
  /// The formats that tally writes itself.
  public enum BuiltIn: String, Hashable, Sendable, CaseIterable {
    /// One self-contained file.
    case html
    /// GitHub-flavoured Markdown.
    case markdown

    /// The file name's extension.
    public var fileExtension: String {
      switch self {
      case .html: "html"
      case .markdown: "md"
      }
    }
  }

  /// What the configuration and the command line call it.
  public let rawValue: String

  /// Names a format.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The built-in format; nil for a writer.
  public var builtIn: BuiltIn? { BuiltIn(rawValue: rawValue) }

  /// One self-contained file.
  public static let html: ReportFormat = ReportFormat(.html)
  /// GitHub-flavoured Markdown.
  public static let markdown: ReportFormat = ReportFormat(.markdown)
  /// What is written where nobody says in which formats.
  public static let standard: [ReportFormat] = BuiltIn.allCases.map(ReportFormat.init)

  private init(_ format: BuiltIn) {
    rawValue = format.rawValue
  }
}

extension [ReportFormat] {
  /// The names as one list in a sentence: `html, markdown or csv`.
  public var namesWithOr: String {
    let names = map(\.rawValue)
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}
