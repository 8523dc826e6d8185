import Foundation
import Testing
import UsageProviders

/// The programs of docs/examples: that they do what docs/embedding.md shows, and that it shows them as they are.
@Suite struct ExampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// A program of this package, run in its folder.
  private static func process(_ name: String, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: name)
    process.arguments = arguments
    process.currentDirectoryURL = root
    return process
  }

  /// Starts a process; what is returned ends with it.
  private static func run(_ process: Process) throws -> AsyncStream<Never> {
    let (end, continuation) = AsyncStream.makeStream(of: Never.self)
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    return end
  }

  @Test(arguments: [
    "RunScript/RunScript.swift", "RunScript/owners.lua", "RunScript/mistake.lua",
    "ReportServer/ReportServer.swift", "ReportServer/Scripts/owners.lua",
    "CustomProvider/CoffeeMachine.swift", "CustomProvider/CustomProvider.swift",
    "CustomProvider/Scripts/coffee.lua",
  ])
  func `the guide shows the examples as they are`(file: String) throws {
    let guide = try Self.text("docs/embedding.md")
    let language = file.hasSuffix(".lua") ? "lua" : "swift"
    let code = try Self.text("docs/examples/\(file)")
    #expect(guide.contains("```\(language)\n\(code)```\n"), "\(file) differs from the guide")
  }

  /// The commands that the guide shows, with what it says they print.
  private static func sessions() throws -> [(command: [String], output: String)] {
    let parts = try text("docs/embedding.md").components(separatedBy: "```console\n$ ")
    return parts.dropFirst().map { part in
      let lines = part.components(separatedBy: "```")[0].components(separatedBy: "\n")
      return (lines[0].components(separatedBy: " "), lines.dropFirst().joined(separator: "\n"))
    }
  }

  @Test func `the examples print what the guide shows`() async throws {
    let runs = try Self.sessions().filter { $0.command.starts(with: ["swift", "run", "--quiet"]) }
    #expect(runs.count == 3)
    for run in runs {
      let process = Self.process(run.command[3], Array(run.command.dropFirst(4)))
      let output = Pipe()
      process.standardOutput = output
      let end = try Self.run(process)
      let printed = output.fileHandleForReading.readDataToEndOfFile()
      for await _ in end {}
      #expect(String(decoding: printed, as: UTF8.self) == run.output)
    }
  }

  @Test func `the server answers, ends what is late, and ends itself when told to`() async throws {
    let process = Self.process("ReportServer", ["docs/examples/ReportServer"])
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let end = try Self.run(process)
    defer { if process.isRunning { process.terminate() } }
    let first = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let address = try #require(first.split(separator: "\n").first.map(String.init))

    let owners = try await answer(address + "owners")
    #expect(owners.status == 200)
    #expect(owners.text.contains("mail: Ada"))
    let unknown = try await answer(address + "ownrs")
    #expect(unknown.status == 404)
    #expect(
      unknown.text
        == "no report is called \"ownrs\"; did you mean \"owners\"?; there are endless, owners\n"
    )
    let late = try await answer(address + "endless")
    #expect(late.status == 504)
    #expect(
      late.text == """
        Scripts/endless.lua:2: the script did not end before its deadline
             2 | while true do end

        """
    )
    process.terminate()
    for await _ in end {}
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
  }

  private func answer(_ url: String) async throws -> (status: Int, text: String) {
    let request = HTTPRequest(method: "GET", url: url)
    let response = try await CurlTransport(version: "test")
      .send(request, limits: FetchLimits())
    return (response.status, String(decoding: response.body, as: UTF8.self))
  }
}
