import FlyingFox
import FlyingSocks

/// A server that listens on a loopback port.
struct RunningServer: Sendable {
  let port: UInt16

  private let server: HTTPServer
  private let run: Task<Void, Never>

  /// Binds the port and returns when it accepts connections.
  init(
    port: UInt16,
    handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
  ) async throws {
    let server = HTTPServer(
      config: .init(
        address: try .inet(ip4: "127.0.0.1", port: port),
        timeout: 120,
        pool: PromptSocketPool(base: HTTPServer.defaultPool()),
        logger: .disabled
      ),
      handler: ClosureHTTPHandler(handler)
    )
    // The server ends in `stop()`; whichever comes first, a listening socket or a failure to get one,
    // ends the wait below.
    let (events, listening) = AsyncThrowingStream<Void, any Error>.makeStream()
    run = Task {
      do { try await server.run() } catch { listening.finish(throwing: error) }
    }
    let wait = Task {
      try? await server.waitUntilListening()
      listening.finish()
    }
    defer { wait.cancel() }
    for try await _ in events {}
    guard case .ip4(_, let bound)? = await server.listeningAddress else {
      await server.stop()
      throw SocketError.disconnected
    }
    self.port = bound
    self.server = server
  }

  /// Closes the port and every connection.
  func stop() async {
    await server.stop()
    await run.value
  }
}
