import Foundation
import Testing

/// `tally demo`, and the renderings of the shipped scripts that the repository holds.
struct DemoTests {
  /// The repository's folder with the committed renderings.
  private static let committed = repository.appending(path: "Reports")

  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func `The demo renders the committed reports to the byte, and a second run the same`()
    async throws
  {
    let demo = try await SharedDemo.made().run
    #expect(demo.status == 0, "\(demo.messages)")
    let folder = try await SharedDemo.copy()
    #expect(demo.output.hasPrefix("The reports:\n  tally-demo/Reports/allowances/2026-11.html\n"))
    let reports = try folder.contents(of: "demo/Reports")
    let names = try FileManager.default.subpathsOfDirectory(atPath: Self.committed.path())
      .filter { $0.hasSuffix(".html") || $0.hasSuffix(".md") }
    #expect(reports.keys.sorted() == names.sorted())
    for (name, bytes) in reports {
      let expected = FileManager.default.contents(
        atPath: Self.committed.appending(path: name).path()
      )
      let isSame = bytes == expected
      #expect(
        isSame,
        "Reports/\(name) differs; if that is meant, copy the new files from `./dev demo`"
      )
    }

    let again = try await TallyProcess.run(["demo", "-q", "demo"], in: folder.path)
    #expect(again.status == 0, "\(again.messages)")
    #expect(again.output == "")
    #expect(try folder.contents(of: "demo/Reports") == reports)
    let report = try await TallyProcess.run(
      ["report", "--now", "2026-11-21T06:00:00Z"],
      in: folder.path("demo")
    )
    #expect(report.status == 0, "\(report.messages)")
    #expect(try folder.contents(of: "demo/Reports") == reports)
  }

  @Test(arguments: ["tallystick.yaml", "mine.yaml", "tallystick.sqlite", ".gitignore"])
  func `The demo refuses a folder that is somebody's own`(file: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("currency: EUR\n", to: "mine/\(file)")
    let demo = try await TallyProcess.run(["demo", "mine"], in: folder.path)
    #expect(demo.status == 2)
    #expect(
      demo.messages
        == "mine is a folder of yours, not a demo's; name another one: tally demo DIR\n"
    )
    #expect(try folder.contents(of: "mine") == [file: Data("currency: EUR\n".utf8)])
  }
}
