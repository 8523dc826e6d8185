import Foundation
public import ReportDocument
public import ReportRendering

extension Configuration {
  /// How reports look and how they write numbers: the keys `locale`, `theme` and `template`.
  public struct Appearance: Sendable {
    /// How numbers, amounts and days are written.
    public var format: NumberFormat
    /// The colours and fonts of pages.
    public var theme: Theme
    /// The page around a report.
    public var template: PageTemplate

    /// The look of a configuration that says nothing of it.
    public static let standard = Appearance()

    /// Creates a look.
    public init(
      format: NumberFormat = .englishUS,
      theme: Theme = .standard,
      template: PageTemplate = .standard
    ) {
      self.format = format
      self.theme = theme
      self.template = template
    }

    /// A document in one of the built-in formats.
    public func render(_ document: ReportDocument, as kind: ReportFormat.BuiltIn) -> String {
      switch kind {
      case .html:
        HTMLRenderer(format: format, theme: theme, template: template).render(document)
      case .markdown: MarkdownRenderer(format: format).render(document)
      }
    }
  }
}

// MARK: - Codable
extension Configuration.Appearance: Codable {
  private enum CodingKeys: String, CodingKey {
    case locale, accent, accentDark, font, codeFont, template
  }

  /// Reads a look that was checked before.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? {
      try values.decodeIfPresent(String.self, forKey: key)
    }
    self.init()
    if let locale = try text(.locale).flatMap(ReportLocale.init(identifier:)) {
      format.locale = locale
    }
    theme = try Theme(
      accent: try text(.accent).flatMap(ThemeColor.init),
      accentDark: try text(.accentDark).flatMap(ThemeColor.init),
      font: try text(.font).flatMap(FontList.init),
      codeFont: try text(.codeFont).flatMap(FontList.init)
    )
    if let template = try text(.template) {
      self.template = try PageTemplate(template, file: "page.mustache")
    }
  }

  /// Writes the look as the texts that it was read from.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(format.locale.identifier, forKey: .locale)
    try values.encodeIfPresent(theme.accent?.text, forKey: .accent)
    try values.encodeIfPresent(theme.accentDark?.text, forKey: .accentDark)
    try values.encodeIfPresent(theme.font?.css, forKey: .font)
    try values.encodeIfPresent(theme.codeFont?.css, forKey: .codeFont)
    if template.text != PageTemplate.standard.text {
      try values.encode(template.text, forKey: .template)
    }
  }
}

extension Configuration.Appearance {
  /// Reads the keys; a template's path is relative to the folder.
  init(
    _ fields: [String: YAMLValue],
    folder: WorkingFolder
  ) throws(ConfigurationError) {
    self.init()
    if let value = fields["locale"] { format.locale = try Self.locale(value) }
    if let value = fields["theme"] { theme = try Self.theme(value) }
    if let value = fields["template"] { template = try Self.template(value, folder) }
  }

  private static func locale(_ value: YAMLValue) throws(ConfigurationError) -> ReportLocale {
    let name = try value.text(expecting: "a locale such as en_US")
    guard let locale = ReportLocale(identifier: name) else {
      let known = ReportLocale.identifiers
      let near = closestName(to: name, in: known).map { "did you mean \"\($0)\"? There" } ?? "there"
      throw value.error(
        "\"\(name)\" is no locale that reports can be written in; \(near) are \(known.joined(separator: ", "))"
      )
    }
    return locale
  }

  private static func theme(_ value: YAMLValue) throws(ConfigurationError) -> Theme {
    let fields = try value.fields(.theme)
    do {
      return try Theme(
        accent: try fields["accent"].map(color),
        accentDark: try fields["accent_dark"].map(color),
        font: try fields["font"].map(font),
        codeFont: try fields["code_font"].map(font)
      )
    } catch let problem as Theme.Problem {
      throw value.error(problem.description)
    } catch let error as ConfigurationError {
      throw error
    } catch {
      throw value.error("\(error)")
    }
  }

  private static func color(_ value: YAMLValue) throws(ConfigurationError) -> ThemeColor {
    let text = try value.text(expecting: "a colour in quotes, such as \"#0b5c9c\"")
    guard let color = ThemeColor(text) else {
      throw value.error(
        "expected a colour in quotes, such as \"#0b5c9c\" or \"#05c\", got \"\(text)\""
      )
    }
    return color
  }

  private static func font(_ value: YAMLValue) throws(ConfigurationError) -> FontList {
    let text = try value.text(expecting: "names of fonts between commas")
    guard let list = FontList(text) else {
      throw value.error(
        "expected names of fonts between commas, such as Inter, Segoe UI, sans-serif, got \"\(text)\"; a name has letters, digits, spaces, dots and hyphens"
      )
    }
    return list
  }

  private static func template(
    _ value: YAMLValue,
    _ folder: WorkingFolder
  ) throws(ConfigurationError) -> PageTemplate {
    let name = try value.path("a file")
    let path = folder.path(name)
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      let reason =
        FileManager.default.fileExists(atPath: path)
        ? "cannot be read; check that it is UTF-8 text and its permissions" : "does not exist"
      throw value.error("the template \"\(name)\" \(reason)")
    }
    do {
      return try PageTemplate(text, file: path)
    } catch {
      throw ConfigurationError(file: error.file, line: error.line, error.message)
    }
  }
}
