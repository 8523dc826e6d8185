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

  /// The files of the report `a`, but for hidden ones.
  private func names(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/a").filter { name in
      !name.hasPrefix(".") && text(of: "\(folder)/a/\(name)") != nil
    }.sorted()
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
    try await withTemporaryFolder { folder in
      let reports = ReportFolder(folder)
      try reports.write([
        file("a/2026-11.html", .html), file("a/2026-10/02.csv"), file("a/2026-11/01.csv"),
        file("a/2026-11/02.csv"), file("a/2026-11/about.txt"),
      ])
      try AtomicFile.write([1], to: "\(folder)/a/2026-11/mine.csv")
      try reports.write([file("a/2026-11/01.csv")])
      #expect(
        try names(in: folder) == [
          "2026-10/02.csv", "2026-11.html", "2026-11/01.csv", "2026-11/mine.csv",
        ]
      )
    }
  }

  @Test func `of a writer that makes nothing any more, nothing stays`() async throws {
    try await withTemporaryFolder { folder in
      let reports = ReportFolder(folder)
      let text = ReportFormat(rawValue: "text")
      try reports.write([
        file("a/2026-11/01.csv"), file("a/2026-11.txt", text), file("a/2026-10.csv"),
      ])
      let document = RenderedDocument(report: "a", file: "2026-11", formats: [Self.csv])
      try reports.write([], of: [document])
      #expect(try names(in: folder) == ["2026-10.csv", "2026-11.txt"])
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/a/2026-11"))
    }
  }

  @Test func `a writer leaves what another one with the same ending made`() async throws {
    let sheets = ReportFormat(rawValue: "sheets")
    let files = try await written(
      [file("a/2026-11/01.csv"), file("a/2026-11/02.csv")],
      [file("a/2026-11/sheet.csv", sheets)],
      [file("a/2026-11/01.csv")]
    )
    let left = files.keys.filter { $0.hasSuffix(".csv") }.sorted()
    #expect(left == ["a/2026-11/01.csv", "a/2026-11/sheet.csv"])
  }

  @Test func `a file that another writer makes now is no longer the first one's`() async throws {
    let sheets = ReportFormat(rawValue: "sheets")
    let files = try await written(
      [file("a/2026-11.csv")],
      [file("a/2026-11.csv", sheets)],
      [file("a/2026-11/1.csv")]
    )
    #expect(files["a/2026-11.csv"] != nil)
  }

  @Test func `a list of writers that leads elsewhere removes nothing`() async throws {
    try await withTemporaryFolder { folder in
      try AtomicFile.write([1], to: "\(folder)/mine.csv")
      let list = #"{"../mine.csv": "csv", "2026-11/../../mine.csv": "csv"}"#
      try AtomicFile.write(Array(list.utf8), to: "\(folder)/Reports/a/.writers.json")
      let documents = ["..", "2026-11"].map {
        RenderedDocument(report: "a", file: $0, formats: [Self.csv])
      }
      try ReportFolder("\(folder)/Reports").write([], of: documents)
      #expect(FileManager.default.fileExists(atPath: "\(folder)/mine.csv"))
    }
  }

  @Test func `one file takes the place of several, and several of one`() async throws {
    let one = [file("a/2026-11.csv")]
    let several = [file("a/2026-11/01.csv"), file("a/2026-11/02.csv")]
    let first = try await written(several, one).keys.filter { $0.hasPrefix("a/2") }
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
