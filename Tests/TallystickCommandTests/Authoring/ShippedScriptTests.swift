import Foundation
import Testing

/// The tests of the scripts that come with Tallystick.
struct ShippedScriptTests {
  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scripts")

  private static func names() throws -> (scripts: [String], tests: [String]) {
    let names = try FileManager.default.contentsOfDirectory(atPath: scripts.path())
      .filter { $0.hasSuffix(".lua") }.sorted()
    return (
      names.filter { !$0.hasSuffix("_test.lua") },
      names.filter { $0.hasSuffix("_test.lua") }
    )
  }

  @Test func `Every script has tests, and all of them pass`() async throws {
    let (scripts, tests) = try Self.names()
    #expect(tests == scripts.map { "\($0.dropLast(4))_test.lua" }.sorted())
    let folder = try TemporaryFolder()
    try folder.write("", to: "tallystick.yaml")
    for name in scripts + tests {
      let text = try String(contentsOf: Self.scripts.appending(path: name), encoding: .utf8)
      try folder.write(text, to: "Scripts/\(name)")
    }
    let run = try await TallyProcess.run(["test", "Scripts"], in: folder.path)
    #expect(run.messages == "")
    #expect(run.status == 0)
    let passed = try #require(run.output.split(separator: " ").first.flatMap { Int($0) })
    #expect(passed > 20)
    #expect(run.output == "\(passed) tests passed, 0 failed (\(tests.count) files)\n")
  }

  @Test(arguments: ["init", "demo"])
  func `A new folder has the scripts without their tests, to the byte`(command: String)
    async throws
  {
    var folder = try await SharedDemo.copy()
    if command == "init" {
      folder = try TemporaryFolder()
      let run = try await TallyProcess.run(["init", "demo"], in: folder.path)
      #expect(run.status == 0, "\(run.messages)")
    }
    let files = try folder.contents(of: "demo/Scripts").filter { name, _ in
      name.hasSuffix(".lua") && !name.contains("/")
    }
    #expect(!files.isEmpty)
    #expect(!files.keys.contains { $0.hasSuffix("_test.lua") })
    for (name, bytes) in files {
      let original = try Data(contentsOf: Self.scripts.appending(path: name))
      #expect(bytes == original, "\(name)")
    }
  }
}
