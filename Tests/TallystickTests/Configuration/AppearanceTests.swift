import ReportDocument
import ReportRendering
import Testing
import UsageModel

@testable import Tallystick

@Suite struct AppearanceTests {
  private func read(_ text: String, in folder: String = "home") throws -> Configuration.Appearance {
    let top = try #require(try YAMLValue.parse(text, file: "t.yaml"))
    return try Configuration.Appearance(
      try top.fields(SettingGroup.configuration),
      folder: WorkingFolder(folder)
    )
  }

  private func mistake(_ text: String, in folder: String = "home") throws -> String {
    let error = #expect(throws: ConfigurationError.self) { try read(text, in: folder) }
    return error?.description ?? ""
  }

  @Test func `locale, theme and template reach both formats`() async throws {
    try await withTemporaryFolder { folder async throws in
      try write("<title>{{title}}</title>{{{style}}}{{{body}}}", to: "\(folder)/page.mustache")
      let appearance = try read(
        """
        locale: de_DE
        theme: { accent: "#7a1f5c", accent_dark: "#e9c", font: "Inter, sans-serif", code_font: Fira Code }
        template: page.mustache
        """,
        in: folder
      )
      let amount = Value.money(Money(FixedDecimal(units: 1_234_500_000_000_000), "EUR"))
      let document = ReportDocument(title: "T", blocks: [.figures([Figure("x", amount)])])
      let html = appearance.render(document, as: .html)
      #expect(html.hasPrefix("<title>T</title>:root{"))
      #expect(html.contains("--acc:#7a1f5c") && html.contains("--acc:#ee99cc"))
      #expect(html.contains("--sans:\"Inter\",sans-serif") && html.contains("--mono:\"Fira Code\""))
      #expect(html.contains("1.234<"))
      #expect(appearance.render(document, as: .markdown).contains("**1.234,50\u{A0}€**"))
    }
  }

  @Test func `nothing said is the standard look`() throws {
    let appearance = try read("locale: en_US")
    let document = ReportDocument(title: "T")
    #expect(appearance.render(document, as: .html) == HTMLRenderer().render(document))
  }

  @Test(arguments: [
    ("locale: [en]", "t.yaml:1: `locale`: expected a locale such as en_US, got a list"),
    (
      "theme: { accent: blue }",
      "t.yaml:1: `theme.accent`: expected a colour in quotes, such as \"#0b5c9c\" or \"#05c\", got \"blue\""
    ),
    (
      "theme: { accent: \"#ffcc00\" }",
      "t.yaml:1: `theme`: #ffcc00 does not read on white, the page by day: the contrast is 1.5, and text needs 4.5"
    ),
    (
      "theme: { font: \"x;}</style>\" }",
      "t.yaml:1: `theme.font`: expected names of fonts between commas, such as Inter, Segoe UI, sans-serif, got \"x;}</style>\"; a name has letters, digits, spaces, dots and hyphens"
    ),
    (
      "theme: { colour: red }",
      "t.yaml:1: unknown key `theme.colour`; the keys here are accent, accent_dark, code_font, font"
    ),
    (
      "template: none.mustache",
      "t.yaml:1: `template`: the template \"none.mustache\" does not exist"
    ),
  ])
  func `a mistake names its place and what is allowed`(text: String, message: String) throws {
    #expect(try mistake(text) == message)
  }

  @Test func `a colour without quotes is a remark, and the mistake says how to write it`() throws {
    let message = try mistake("theme: { accent: #0b5c9c\n }")
    #expect(
      message.hasSuffix(
        "`theme.accent`: expected a colour in quotes, such as \"#0b5c9c\", got nothing"
      )
    )
  }

  @Test func `a locale that is not known comes with those that are`() throws {
    let message = try mistake("locale: de_DF")
    #expect(
      message.hasPrefix(
        "t.yaml:1: `locale`: \"de_DF\" is no locale that reports can be written in; did you mean \"de_DE\"? There are en_US, en_GB"
      )
    )
  }

  @Test func `a template's mistake names its own file and line`() async throws {
    try await withTemporaryFolder { folder async throws in
      try write("<html>\n{{{body}}}\n{{titel}}", to: "\(folder)/page.mustache")
      #expect(
        try mistake("template: page.mustache", in: folder).hasPrefix(
          "\(folder)/page.mustache:3: there is no \"titel\"; a page can name language, title,"
        )
      )
    }
  }
}
