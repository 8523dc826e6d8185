import Foundation
import Tallystick
import Testing
import UsageModel
import UsagePlugins
import UsageStore

/// Writers of the user's as formats of reports.
@Suite struct WriterReportTests {
  private static let script = "return report.new { title = \"Spend\" }:text(\"The end.\")"

  /// Renders a script in formats, in a folder with writers whose functions have these bodies.
  private func render(
    _ formats: [String],
    _ writers: [String: String],
    script: String = script
  ) async throws -> [ReportOutcome] {
    try await withTemporaryFolder { folder async throws in
      try write(script, to: "\(folder)/Scripts/a.lua")
      for (name, body) in writers {
        try write(
          "return { api = 1, extension = 'txt', write = function(document, context)\n\(body)\nend }",
          to: "\(folder)/Scripts/writers/\(name).lua"
        )
      }
      let text =
        "reports:\n  - { script: Scripts/a.lua, formats: [\(formats.joined(separator: ", "))] }"
      let configuration = try Configuration.read(text, file: "\(folder)/tallystick.yaml")
      let store = MemoryStore(sampleOf: configuration, at: Simulation.now)
      return try await ReportRun(configuration: configuration, store: store).render(
        ReportRequest(reports: configuration.reports, now: Simulation.now)
      )
    }
  }

  private func paths(_ outcome: ReportOutcome) throws -> [String] {
    try outcome.result.get().map(\.path)
  }

  private func problem(_ outcome: ReportOutcome) -> String? {
    if case .failure(let problem) = outcome.result { problem.description } else { nil }
  }

  @Test
  func `a file without a name is called like the report's others, a named one is in a folder`()
    async throws
  {
    let outcome = try await render(
      ["markdown", "plain", "named"],
      ["plain": "return document.title", "named": "return 'x', 'a.txt'"]
    )[0]
    #expect(
      try paths(outcome) == ["a/2026-11.md", "a/2026-11.txt", "a/2026-11/a.txt"]
    )
    #expect(try outcome.result.get()[1].bytes == Array("Spend".utf8))
  }

  @Test func `each of several reports is written`() async throws {
    let outcome = try await render(
      ["plain"],
      ["plain": "log.info('saw ' .. context.file) return document.title"],
      script: """
        return report.each({ "x", "y" }, function(name) return report.new { title = name, file = name } end)
        """
    )[0]
    #expect(try paths(outcome) == ["a/2026-11-x.txt", "a/2026-11-y.txt"])
    #expect(outcome.log == ["saw 2026-11-x", "saw 2026-11-y"])
  }

  @Test func `a writer gets what readers of other formats are told too`() async throws {
    let outcome = try await render(
      ["plain"],
      ["plain": "return document.footer[#document.footer]"]
    )[0]
    #expect(try outcome.result.get()[0].bytes == Array("Days are cut in UTC.".utf8))
  }

  @Test func `a writer that fails leaves the report unwritten, with its own line`() async throws {
    let outcome = try await render(
      ["html", "plain"],
      ["plain": "local none\nreturn none.field"]
    )[0]
    #expect(
      problem(outcome)?.hasPrefix("Scripts/writers/plain.lua:3: attempt to index a nil value")
        == true
    )
  }

  @Test func `two formats never write the same file`() async throws {
    let outcome = try await render(["one", "two"], ["one": "return 'x'", "two": "return 'y'"])[0]
    #expect(
      problem(outcome)
        == "Scripts/writers/two.lua: another format of the report writes a/2026-11.txt, too; leave one of "
        + "them out"
    )
  }

  @Test func `an unknown format is told with the writers that there are`() async throws {
    let error = await #expect(throws: ConfigurationError.self) {
      try await render(["html", "pdf"], ["csv": "return 'x'"])
    }
    #expect(
      error?.description.hasSuffix(
        "tallystick.yaml:2: `reports[1].formats[2]`: expected html, markdown or csv, got \"pdf\""
      ) == true
    )
  }
}
