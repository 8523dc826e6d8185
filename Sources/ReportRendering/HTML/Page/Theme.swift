/// The colours and fonts of a page that a user may choose.
///
/// All else of the look is fixed: series keep colours that can be told apart, and limits and changes theirs,
/// which have a meaning.
public struct Theme: Hashable, Sendable {
  /// What is wrong with a theme.
  public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let description: String
  }

  /// The colour of our own spend, of links and of single series, by day.
  public let accent: ThemeColor?

  /// The same by night.
  public let accentDark: ThemeColor?

  /// The fonts of the text.
  public let font: FontList?

  /// The fonts of code.
  public let codeFont: FontList?

  /// The look as it is drawn.
  public static let standard = Theme(checked: nil, nil, nil, nil)

  /// Creates a theme; without a colour for the night the one for the day is lightened.
  ///
  /// - Throws: Where a colour is so near that of the page that text of it would not read.
  public init(
    accent: ThemeColor? = nil,
    accentDark: ThemeColor? = nil,
    font: FontList? = nil,
    codeFont: FontList? = nil
  ) throws(Problem) {
    try Self.check(accent, on: .paper, "white, the page by day")
    try Self.check(accentDark, on: .night, "\(ThemeColor.night.text), the page by night")
    self.init(checked: accent, accentDark ?? accent?.forNight, font, codeFont)
  }

  private init(
    checked accent: ThemeColor?,
    _ accentDark: ThemeColor?,
    _ font: FontList?,
    _ codeFont: FontList?
  ) {
    self.accent = accent
    self.accentDark = accentDark
    self.font = font
    self.codeFont = codeFont
  }

  private static func check(
    _ color: ThemeColor?,
    on page: ThemeColor,
    _ name: String
  ) throws(Problem) {
    // The least contrast of text by WCAG 2, level AA.
    guard let color, color.contrast(with: page) < 4.5 else { return }
    let tenths = Int(color.contrast(with: page) * 10)
    throw Problem(
      description:
        "\(color.text) does not read on \(name): the contrast is \(tenths / 10).\(tenths % 10), and text needs 4.5"
    )
  }

  /// What comes behind the style sheet; empty for the standard theme.
  var css: String {
    var day: [String] = []
    var night: [String] = []
    if let accent {
      day.append("--acc:\(accent.text);--acc2:\(accent.text)29;--acc3:\(accent.text)17")
    }
    if let accentDark {
      night.append(
        "--acc:\(accentDark.text);--acc2:\(accentDark.text)3d;--acc3:\(accentDark.text)21"
      )
    }
    if let font { day.append("--sans:\(font.css)") }
    if let codeFont { day.append("--mono:\(codeFont.css)") }
    var css = ""
    if !day.isEmpty { css += ":root{\(day.joined(separator: ";"))}\n" }
    if !night.isEmpty {
      css +=
        "@media screen and (prefers-color-scheme:dark){:root{\(night.joined(separator: ";"))}}\n"
    }
    return css
  }
}
