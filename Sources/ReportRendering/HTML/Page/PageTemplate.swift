import Mustache

/// The page around a report: a Mustache template.
///
/// Values of a report reach it in two forms. Texts, such as the title, are written with two braces and escaped;
/// parts that are markup of ours, such as the body, are written with three. Which is which is checked when the
/// template is read, so that no text of a script or a platform can become markup, whatever the template says.
public struct PageTemplate: Sendable {
  /// The text that was read.
  public let text: String

  private let template: MustacheTemplate

  /// Reads a template.
  ///
  /// - Parameters:
  ///   - text: The template.
  ///   - file: The name of its file, for messages.
  /// - Throws: Where it is no template, knows not what it names, or leaves the report out.
  public init(_ text: String, file: String) throws(PageTemplateError) {
    try TemplateCheck(text: text, file: file).check()
    do {
      template = try MustacheTemplate(string: text)
    } catch let error as MustacheTemplate.ParserError {
      throw PageTemplateError(
        file: file,
        line: error.context.lineNumber,
        "this is not Mustache: \(error.error)"
      )
    } catch {
      throw PageTemplateError(file: file, line: 1, "this is not Mustache: \(error)")
    }
    self.text = text
  }

  /// The page that is used where a user has none.
  public static let standard: PageTemplate = {
    do {
      return try PageTemplate(standardText, file: "page.mustache")
    } catch {
      // The text is a constant, and every test that renders a page reads it.
      fatalError("\(error)")
    }
  }()

  /// The page with its values.
  func render(_ values: [PageVariable: String]) -> String {
    var named: [String: String] = [:]
    for (variable, value) in values where !value.isEmpty { named[variable.rawValue] = value }
    return template.render(named)
  }
}

/// A template that cannot be used, with its place.
public struct PageTemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The line.
  public let line: Int
  /// What is wrong, and what to do.
  public let message: String

  init(file: String, line: Int, _ message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// The sentence that the user reads: `page.mustache:12: …`.
  public var description: String { "\(file):\(line): \(message)" }
}
