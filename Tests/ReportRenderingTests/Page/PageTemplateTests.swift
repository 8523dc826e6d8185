import Foundation
import ReportDocument
import ReportRendering
import TestSupport
import Testing

@Suite struct PageTemplateTests {
  private func render(
    _ template: String,
    _ document: ReportDocument = Samples.document([.paragraph([.text("The body.")])])
  ) throws -> String {
    HTMLRenderer(template: try PageTemplate(template, file: "page.mustache")).render(document)
  }

  @Test func `a page of one's own stands around the report`() throws {
    let html = try render(
      """
      <html lang="{{language}}"><title>{{title}} | Example</title>
      {{! a remark }}<style>{{{style}}}</style><h1>Ours</h1>
      {{#subtitle}}<p>{{subtitle}}</p>{{/subtitle}}{{^subtitle}}<p>none</p>{{/subtitle}}
      {{eyebrow}}/{{period}}/{{generated}}/{{generated_at}}/{{currency}}
      <main>{{{ header }}}{{&body}}{{{footer}}}</main></html>
      """
    )
    #expect(
      html.hasPrefix("<html lang=\"en\"><title>November 2026 | Example</title>\n<style>:root")
    )
    #expect(html.contains("<h1>Ours</h1>\n<p>none</p>\n"))
    #expect(
      html.contains(
        "Usage report/1–20 November, 20 of 30 days/21 Nov 2026, 06:00 UTC/2026-11-21T06:00:00Z/US dollars"
      )
    )
    #expect(html.contains("<main><header>"))
    #expect(html.contains("<p>The body.</p>\n<footer><p>Days are UTC.</p></footer>"))
  }

  @Test func `the page of ours is a template like any other`() throws {
    let document = Samples.document([.figures(Samples.figures)])
    #expect(try render(PageTemplate.standardText, document) == HTMLRenderer().render(document))
  }

  @Test func `the documentation shows the page that is used`() throws {
    let guide = try Guide("docs/reports.md")
    #expect(guide.texts("mustache") == [PageTemplate.standardText])
    for variable in PageVariable.allCases {
      #expect(guide.text.contains("`\(variable.rawValue)`"))
    }
    for locale in ReportLocale.identifiers { #expect(guide.text.contains("`\(locale)`")) }
  }

  @Test(arguments: InjectionCorpus.html)
  func `no text becomes markup, whatever the template is`(text: String) throws {
    var document = Samples.document([])
    document.title = text
    document.subtitle = text
    document.eyebrow = text
    document.periodNote = text
    document.currency = text
    document.summary = text
    document.footer = []
    let names = PageVariable.allCases.filter { !$0.isMarkup }.map { "{{\($0.rawValue)}}" }
    let html = try render(names.joined(separator: "\n") + "<main>{{{body}}}</main>", document)
    let texts = try #require(html.split(separator: "<main>").first)
    #expect(!texts.contains { "<>\"'".contains($0) }, "\(texts)")
  }

  @Test(arguments: [
    ("<p>", "1: the report would not be on the page; write {{{body}}} where it belongs"),
    (
      "{{#title}}{{{body}}}{{/title}}",
      "1: the report would not be on the page; write {{{body}}} where it belongs"
    ),
    (
      "\n\n{{body}}",
      "3: \"body\" is markup, which would show as text; write {{{body}}}"
    ),
    (
      "{{{body}}}\n{{{title}}}",
      "2: \"title\" is a text, which could become markup; write {{title}}"
    ),
    ("{{{body}}}{{&title}}", "1: \"title\" is a text, which could become markup; write {{title}}"),
    (
      "{{{body}}}\n\n\n{{titel}}",
      "4: there is no \"titel\"; a page can name language, title, subtitle, eyebrow, period, generated, generated_at, currency, summary, policy, style, header, body, footer"
    ),
    ("{{{body}}}\n{{#title}}x", "2: {{#title}} is never closed"),
    ("{{{body}}}{{/title}}", "1: {{/title}} closes nothing"),
    (
      "{{#title}}\n{{#subtitle}}\n{{/title}}{{{body}}}",
      "3: {{/title}} stands where {{/subtitle}} has to close line 2"
    ),
    ("{{{body}}}\n{{> other}}", "2: a page is one file: {{> …}} has nothing to include"),
    ("{{=<% %>=}}{{{body}}}", "1: {{= …}} is not supported in a page"),
    ("{{{body}}}{{.}}", "1: {{. …}} is not supported in a page"),
    ("{{{body}}}\n {{title", "2: a tag begins here and does not end"),
  ])
  func `a mistake names its line and what would be right`(template: String, message: String) {
    let error = #expect(throws: PageTemplateError.self) {
      try PageTemplate(template, file: "page.mustache")
    }
    #expect(error?.description == "page.mustache:\(message)")
  }
}
