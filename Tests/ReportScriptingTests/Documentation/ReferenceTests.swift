import Foundation
import Testing

@testable import ReportScripting

@Suite struct ReferenceTests {
  private let pages = ScriptReference.pages()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/reference")

  /// The pages about the scripting interface; those about the configuration are made from another table.
  private func committedPages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".md") && $0 != "configuration.md" }
  }

  /// With `TALLYSTICK_WRITE_REFERENCE` in the environment the pages are written anew, and the test fails,
  /// so that writing never passes for a check.
  @Test func `the committed pages are what the definitions say`() throws {
    let manager = FileManager.default
    if ProcessInfo.processInfo.environment["TALLYSTICK_WRITE_REFERENCE"] != nil {
      try manager.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      for file in try committedPages() {
        try manager.removeItem(at: Self.folder.appending(path: file))
      }
      for page in pages {
        try Data(page.text.utf8).write(to: Self.folder.appending(path: page.file))
      }
      Issue.record("wrote \(pages.count) pages; run again without writing")
      return
    }
    #expect(try committedPages().sorted() == pages.map(\.file).sorted())
    for page in pages {
      let text = try? String(contentsOf: Self.folder.appending(path: page.file), encoding: .utf8)
      let isSame = text == page.text
      #expect(isSame, "docs/reference/\(page.file) is old; write it with ./dev docs")
    }
  }

  @Test func `every link of the reference and the guide leads to a heading or a file`() throws {
    let guide = Self.folder.deletingLastPathComponent().appending(path: "scripting.md")
    var count = try Self.checkLinks(of: guide)
    for page in pages { count += try Self.checkLinks(of: Self.folder.appending(path: page.file)) }
    #expect(count > 150)
  }

  /// Checks that the links of a page lead somewhere, and says how many there are.
  private static func checkLinks(of page: URL) throws -> Int {
    let text = try String(contentsOf: page, encoding: .utf8)
    let links = text.matches(of: #/\]\(([^)#\s]*)(?:#([^)]*))?\)/#).filter { !$0.1.contains(":") }
    for link in links {
      let target =
        link.1.isEmpty ? page : page.deletingLastPathComponent().appending(path: String(link.1))
      let linked = try? String(contentsOf: target, encoding: .utf8)
      #expect(linked != nil, "\(page.lastPathComponent): \(link.0)")
      if let linked, let anchor = link.2 {
        let isThere = anchors(of: linked).contains(String(anchor))
        #expect(isThere, "\(page.lastPathComponent): \(link.0)")
      }
    }
    return links.count
  }

  /// The places of a page's headings, as renderers of Markdown name them.
  private static func anchors(of text: String) -> [String] {
    text.matches(of: #/(?m)^#+ (.+)$/#).map { match in
      match.1.lowercased().replacing(" ", with: "-").filter {
        $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
      }
    }
  }

  @Test func `no cell of a table is broken by a bar or a line`() {
    for page in pages {
      var columns: Int?
      for line in page.text.split(separator: "\n", omittingEmptySubsequences: false) {
        guard line.hasPrefix("|") else {
          columns = nil
          continue
        }
        let bars = line.replacing("\\|", with: "").count { $0 == "|" }
        if let columns { #expect(bars == columns, "\(page.file): \(line)") }
        columns = columns ?? bars
      }
    }
  }

  @Test func `a function is told with its signature, arguments, options and result`() throws {
    let page = try #require(pages.first { $0.file == "usage.md" }).text
    #expect(page.contains("## usage.restated\n\n```text\nusage.restated(since [, { … }])\n```\n"))
    #expect(page.contains("| Argument | Type | |\n| :-- | :-- | :-- |\n| `since` | text or [day]"))
    #expect(page.contains("| Option | Type | |\n| :-- | :-- | :-- |\n| `period` | [period](period"))
    #expect(page.contains("Gives: [comparison](comparison.md).\n\n```lua\n"))
  }
}

@Suite struct TypeNotationTests {
  private let notation = TypeNotation(links: ["money": "money.md#money-objects"])

  @Test(arguments: [
    ("string", "text"), ("integer|number|nil", "whole number, number or nil"),
    ("tally.money?", "[money](money.md#money-objects) or nil"),
    ("tally.money[]", "list of [money](money.md#money-objects)"),
    ("(string|integer)[]", "list of text or whole number"), ("string[]?", "list of text or nil"),
    ("fun(): tally.money?", "iterator of [money](money.md#money-objects)"),
    ("fun(part: tally.report)", "function"), ("table<string, any>", "table of any value by name"),
    ("table<string, string|number>", "table of text or number by name"),
    ("\"a|b\"|\"c\"", "`\"a|b\"` or `\"c\"`"), ("tally.source_name", "source name"),
    ("{ unit: string, quantity: number }[]", "list of `{ unit: string, quantity: number }`"),
  ])
  func `types read as words`(annotation: String, expected: String) {
    #expect(notation.words(annotation) == expected)
  }
}
