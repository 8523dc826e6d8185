import FlyingFox
import FlyingSocks
import Foundation
import Tallystick
import UsageModel
import UsageProviders
import UsageStore

/// Fetches a platform that Tallystick does not know, and renders a report of it.
@main struct CustomProvider {
  static func main() async throws {
    // In the place of the machine itself: a server on this computer.
    let machine = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await machine.appendRoute("GET /usage") { request in
      guard request.headers[.authorization] == "Bearer espresso" else {
        return HTTPResponse(statusCode: .unauthorized)
      }
      return HTTPResponse(statusCode: .ok, body: Data(#"{"cups": 118, "dollars": "41.30"}"#.utf8))
    }
    let running = Task { try await machine.run() }
    try await machine.waitUntilListening()
    guard case .ip4(let address, port: let port)? = await machine.listeningAddress else { return }

    let folder = CommandLine.arguments.dropFirst().first ?? "."
    var configuration = Configuration(folder: WorkingFolder(folder))
    configuration.sources = [
      Configuration.Source(
        ProviderSource(
          name: "kitchen",
          provider: "coffee",
          baseURL: "http://\(address):\(port)",
          credentials: ["token": Secret("espresso")]
        )
      )
    ]
    let host = try Tallystick.Host(
      configuration,
      store: MemoryStore(),
      providers: [CoffeeMachine()]
    )
    let now = Timestamp(rfc3339: "2026-11-21T06:00:00Z")
    for outcome in try await host.fetch(now: now) {
      print("\(outcome.source): \(outcome.message ?? outcome.status.rawValue)\n")
    }
    for page in try await host.render("coffee", as: .markdown, now: now) {
      print(String(decoding: page.bytes, as: UTF8.self), terminator: "")
    }
    running.cancel()
  }
}
