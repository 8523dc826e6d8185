import Foundation
import Tallystick
import Testing

/// Files of writers in the folder of reports.
@Suite struct WriterFolderTests {
  private static let csv = ReportFormat(rawValue: "csv")

  private func file(_ path: String, _ format: ReportFormat = csv) -> RenderedFile {
    RenderedFile(report: "a", path: path, format: format, bytes: Array(path.utf8))
  }

  /// Writes files, each list over the one before, and gives all that is there then.
  private func written(_ lists: [RenderedFile]...) async throws -> [String: String] {
    try await withTemporaryFolder { folder in
      for list in lists { try ReportFolder(folder).write(list) }
      var found: [String: String] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
        found[name] = text(of: "\(folder)/\(name)")
      }
      return found
    }
  }

  @Test func `the lists link what writers made of a report`() async throws {
    let files = try await written([
      file("a/2026-11.md", .markdown), file("a/2026-11.csv"), file("a/2026-10/01.csv"),
      file("a/2026-10/02.csv"),
    ])
    let list = try #require(files["index.md"])
    #expect(list.contains("- [November 2026](a/2026-11.md), [CSV](a/2026-11.csv)\n"))
    #expect(
      list.contains("- October 2026: [01.csv](a/2026-10/01.csv), [02.csv](a/2026-10/02.csv)")
    )
    #expect(files["index.html"]?.contains("November 2026: ") == true)
  }

  @Test func `what is no longer made goes, and nothing else`() async throws {
    let others = [file("a/2026-11.html", .html), file("a/2026-10/02.csv")]
    let files = try await written(
      others + [file("a/2026-11/01.csv"), file("a/2026-11/02.csv"), file("a/2026-11/notes.txt")],
      [file("a/2026-11/01.csv")]
    )
    #expect(files["a/2026-11/01.csv"] != nil)
    #expect(files["a/2026-11/02.csv"] == nil)
    #expect(files["a/2026-11/notes.txt"] != nil)
    #expect(files["a/2026-10/02.csv"] != nil)
    #expect(files["a/2026-11.html"] != nil)
  }

  @Test func `one file takes the place of several, and several of one`() async throws {
    let one = [file("a/2026-11.csv")]
    let several = [file("a/2026-11/01.csv"), file("a/2026-11/02.csv")]
    let first = try await written(several, one).keys.filter { $0.hasPrefix("a/") }
    #expect(first.sorted() == ["a/2026-11.csv"])
    let second = try await written(one, several).keys.filter { $0.hasSuffix(".csv") }
    #expect(second.sorted() == ["a/2026-11/01.csv", "a/2026-11/02.csv"])
  }

  @Test func `a page is never taken for what a writer made`() async throws {
    let files = try await written(
      [file("a/2026-11.html", .html)],
      [file("a/2026-11/part.html")]
    )
    #expect(files["a/2026-11.html"] != nil)
  }
}
