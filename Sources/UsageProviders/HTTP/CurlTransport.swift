import CCurl
import Foundation

/// HTTP through libcurl.
///
/// Each exchange blocks a thread of its own, never one of Swift's; there are at most ``mostAtOnce`` of them, with
/// one connection each, and further exchanges wait. Connections are kept and used again. A proxy is taken from
/// the environment (`https_proxy`, `no_proxy`), except for addresses of this machine.
public final class CurlTransport: HTTPTransport {
  /// The most exchanges at once, and the most connections.
  ///
  /// libcurl looks up a host's name on one more thread, so there are at most twice as many threads.
  public static let mostAtOnce: Int = 24

  /// libcurl wants to be set up once, before anything else.
  private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private let userAgent: String
  private let gate = Gate(places: mostAtOnce)
  private let handles = CurlHandles(most: mostAtOnce)

  /// Creates a transport that calls itself `tallystick/` and the version.
  public init(version: String) {
    userAgent = "tallystick/\(version)"
  }

  /// Sends a request and returns what came back, whatever its status.
  ///
  /// The time that a request waits for others does not count.
  public func send(
    _ request: HTTPRequest,
    limits: FetchLimits
  ) async throws(HTTPError) -> HTTPResponse {
    guard await gate.enter() else { throw .cancelled }
    defer { gate.leave() }
    let cancellation = Cancellation()
    let result: Result<HTTPResponse, HTTPError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // The thread ends with the exchange, and this function returns only then.
        Thread.detachNewThread { [self] in
          Self.blockBrokenPipes()
          continuation.resume(returning: perform(request, limits, cancellation))
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
    return try result.get()
  }

  private func perform(
    _ request: HTTPRequest,
    _ limits: FetchLimits,
    _ cancellation: Cancellation
  ) -> Result<HTTPResponse, HTTPError> {
    guard !cancellation.isCancelled else { return .failure(.cancelled) }
    guard Self.isReady, let handle = handles.take(for: SourceAddress.origin(of: request.url)) else {
      return .failure(HTTPError(.other, "libcurl cannot be started"))
    }
    defer { handles.giveBack(handle) }
    let transfer = CurlTransfer(mostBytes: limits.body, cancellation: cancellation)
    return handle.curl.perform(request, limits: limits, userAgent: userAgent, into: transfer)
  }

  /// A connection that breaks while it is written to is an error of that write, not the end of the process.
  private static func blockBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
