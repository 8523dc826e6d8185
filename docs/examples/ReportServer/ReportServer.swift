import FlyingFox
import FlyingSocks
import Foundation
import Logging
import LuaHost
import Tallystick
import UsageModel

/// Serves the reports of a folder on this machine: each is made when it is asked for, within two seconds.
///
/// SIGTERM cancels what is being made.
@main struct ReportServer {
  static func main() async throws {
    let folder = CommandLine.arguments.dropFirst().first ?? "."
    let configuration = try Configuration.load("\(folder)/tallystick.yaml")
    var host = try Tallystick.Host(
      configuration,
      store: configuration.openStoreForReading(at: Timestamp(Date())),
      logger: Logger(label: "reports", factory: StreamLogHandler.standardError(label:))
    )
    let owners = ["mail": "Ada", "shop": "Grace", "wiki": "Ada"]
    try host.expose("crm.apps", value: owners.keys.sorted())
    try host.expose("crm.owner", summary: "Who looks after an app.", parameters: ["app"]) {
      (app: String) -> String? in owners[app]
    }

    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("GET /reports/:name") { [host] request in
      await answer(request.routeParameters["name"] ?? "", by: host)
    }
    let running = Task { try await server.run() }
    let terminated = DispatchSource.makeSignalSource(signal: SIGTERM)
    terminated.setEventHandler { running.cancel() }
    await withCheckedContinuation { ready in
      terminated.setRegistrationHandler { ready.resume() }
      terminated.resume()
    }

    try await server.waitUntilListening()
    if case .ip4(let address, port: let port)? = await server.listeningAddress {
      print("http://\(address):\(port)/reports/")
      fflush(nil)
    }
    _ = await running.result
  }

  static func answer(_ name: String, by host: Tallystick.Host) async -> HTTPResponse {
    do {
      let pages = try await host.render(name, deadline: .now + .seconds(2))
      return response(.ok, "text/html", pages.first?.bytes ?? [])
    } catch {
      let status: HTTPStatusCode =
        switch error.code {
        case .unknownName: .notFound
        case .late: .gatewayTimeout
        case .cancelled: .serviceUnavailable
        default: .internalServerError
        }
      return response(status, "text/plain", Array("\(error)\n".utf8))
    }
  }

  static func response(
    _ status: HTTPStatusCode,
    _ type: String,
    _ bytes: [UInt8]
  ) -> HTTPResponse {
    let headers: HTTPHeaders = [.contentType: "\(type); charset=utf-8"]
    return HTTPResponse(statusCode: status, headers: headers, body: Data(bytes))
  }
}
