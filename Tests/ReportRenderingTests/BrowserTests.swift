import Foundation
import ReportDocument
import ReportRendering
import TestSupport
import Testing

/// Pages in a real browser; each test starts it once.
@Suite(
  .serialized,
  .enabled(if: InstalledCommand.browser != nil, "needs chromium: apt-get install chromium")
)
struct BrowserTests {
  static let views: [(name: String, view: Browser.View)] = [
    ("at 1200", .init(width: 1200)), ("at 1200, dark", .init(width: 1200, isDark: true)),
    ("at 820", .init(width: 820)), ("at 390", .init(width: 390)),
    // What A4 leaves between its margins; Letter is wider.
    ("printed", .init(width: 695, isPrinted: true)),
  ]

  private func faults(of pages: [(name: String, html: String)]) throws -> [String] {
    let browser = try Browser(try #require(InstalledCommand.browser))
    var found: [String] = []
    for (name, html) in pages {
      try browser.open(html)
      _ = try browser.evaluate(PageGeometry.useWideFont, as: Int.self)
      for (viewName, view) in Self.views {
        try browser.show(view)
        let faults = try browser.evaluate(PageGeometry.faults, as: [String].self)
        found += faults.map { "\(name) \(viewName): \($0)" }
      }
    }
    return found
  }

  @Test func `every block is laid out without fault at every width`() throws {
    let pages = BlockSnapshotTests.cases.map { name, blocks in
      (name: name, html: HTMLRenderer().render(Samples.document(blocks)))
    }
    let found = try faults(of: pages)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func `every report that is in the repository is laid out without fault`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Reports")
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path())
      .filter { $0.hasSuffix(".html") }.sorted()
    try #require(!files.isEmpty)
    let pages = try files.map { file in
      (name: file, html: try String(contentsOf: root.appending(path: file), encoding: .utf8))
    }
    let found = try faults(of: pages)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
