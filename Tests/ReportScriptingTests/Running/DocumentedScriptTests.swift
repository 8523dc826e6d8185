import Foundation
import TestSupport
import Testing

@testable import ReportScripting

/// A script of the guide.
struct GuideScript: Sendable, CustomTestStringConvertible {
  let section: String
  let text: String

  var testDescription: String { text.split(separator: "\n").first.map(String.init) ?? "" }

  /// The Lua blocks of a page.
  private static func scripts(of page: String) -> [GuideScript] {
    let texts = (try? Guide(page).texts("lua")) ?? []
    return texts.map { GuideScript(section: page, text: $0) }
  }

  /// The scripts of the guide, in order.
  static var all: [GuideScript] { shown.filter { !$0.isLibrary } }

  /// The library that some of them use.
  static var library: GuideScript? { shown.first(where: \.isLibrary) }

  private static var shown: [GuideScript] {
    ["docs/scripting.md", "README.md"].flatMap(scripts)
  }

  private var isLibrary: Bool { text.hasSuffix("\nreturn teams\n") }

  /// What the pages of the reference show.
  static var reference: [GuideScript] {
    let folder = Guide.repository.appending(path: "docs/reference").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.sorted().flatMap { scripts(of: "docs/reference/\($0)") }
  }
}

@Suite struct DocumentedScriptTests {
  /// A folder with the library that the guide shows, as `lib/teams.lua` would be.
  private static func withLibrary(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guide-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let library = try #require(GuideScript.library)
    try Data(library.text.utf8).write(to: folder.appending(path: "teams.lua"))
    try await body(folder.path)
  }

  @Test(arguments: GuideScript.all)
  func `a script of the guide runs as it stands`(script: GuideScript) async throws {
    try await Self.withLibrary { library in
      #expect(
        await outcome(ofExample: script.text, library: library, data: MadeUpData.guide) == nil
      )
    }
  }

  @Test(arguments: GuideScript.all.filter { $0.text.contains("report.new") })
  func `a report of the guide is made where nothing is known yet`(script: GuideScript) async throws
  {
    try await Self.withLibrary { library in
      #expect(
        await outcome(ofExample: script.text, library: library, data: MadeUpData.empty) == nil
      )
    }
  }

  @Test(arguments: GuideScript.reference)
  func `a script of the reference runs as it stands`(script: GuideScript) async {
    #expect(await outcome(ofExample: script.text) == nil)
  }

  @Test func `guide and reference have scripts`() {
    #expect(GuideScript.all.count >= 10)
    #expect(GuideScript.reference.count == Example.all.count)
  }
}
