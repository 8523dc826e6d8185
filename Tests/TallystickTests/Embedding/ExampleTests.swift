import Foundation
import TestSupport
import Testing
import UsageProviders

/// The programs of docs/examples: docs/embedding.md shows them as they are, and the server serves.
///
/// What they print is compared with the guide where all guides are run.
@Suite struct ExampleTests {
  @Test(arguments: [
    "RunScript/RunScript.swift", "RunScript/owners.lua", "RunScript/mistake.lua",
    "ReportServer/ReportServer.swift", "ReportServer/Scripts/owners.lua",
    "ReportServer/tallystick.yaml",
    "CustomProvider/CoffeeMachine.swift", "CustomProvider/CustomProvider.swift",
    "CustomProvider/Scripts/coffee.lua",
  ])
  func `the guide shows the examples as they are`(file: String) throws {
    let guide = try Guide("docs/embedding.md")
    let language = file.split(separator: ".").last ?? ""
    let code = try String(
      contentsOf: Guide.repository.appending(path: "docs/examples/\(file)"),
      encoding: .utf8
    )
    #expect(guide.texts(String(language)).contains(code), "\(file) differs from the guide")
  }

  @Test func `the server answers, ends what is late, and ends itself when told to`() async throws {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "ReportServer")
    process.arguments = ["docs/examples/ReportServer"]
    process.currentDirectoryURL = Guide.repository
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let (end, continuation) = AsyncStream.makeStream(of: Never.self)
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
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
