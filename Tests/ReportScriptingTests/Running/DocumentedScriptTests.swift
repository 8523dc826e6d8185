import Foundation
import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct DocumentedScriptTests {
  /// The scripts of one section of the documentation.
  private static func scripts(of section: String) throws -> [String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/scripting.md"), encoding: .utf8)
    let rest = try #require(text.components(separatedBy: "\n## \(section)\n").dropFirst().first)
    let own = rest.components(separatedBy: "\n## ")[0]
    return own.components(separatedBy: "```lua\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
  }

  @Test(arguments: [("usage", 2), ("allowances", 1), ("invoices", 1)])
  func `the examples of a section run as they stand`(section: String, count: Int) async throws {
    let scripts = try Self.scripts(of: section)
    #expect(scripts.count == count)
    for script in scripts {
      for data in [HostWorkTests.data, MadeUpData.empty] {
        let output = try await ScriptRunner.run(input(script, data: data))
        #expect(output.reports.first?.document.title.isEmpty == false)
      }
    }
  }
}
