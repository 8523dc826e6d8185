import CCurl
import Foundation
import Synchronization

/// HTTP through libcurl.
///
/// Each exchange blocks a thread of its own, never one of Swift's. Handles are kept and used again, and
/// with them their connections. A proxy is taken from the environment (`https_proxy`, `no_proxy`), except
/// for addresses of this machine.
public final class CurlTransport: HTTPTransport {
  /// How many idle handles are kept.
  private static let mostIdle = 16

  /// libcurl wants to be set up once, before anything else.
  private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private let userAgent: String
  private let idle = Mutex<[CurlHandle]>([])

  /// Creates a transport that calls itself `tallystick/` and the version.
  public init(version: String) {
    userAgent = "tallystick/\(version)"
  }

  /// Sends a request and returns what came back, whatever its status.
  public func send(
    _ request: HTTPRequest,
    limits: FetchLimits
  ) async throws(HTTPError) -> HTTPResponse {
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
    guard Self.isReady, let handle = idle.withLock({ $0.popLast() }) ?? CurlHandle() else {
      return .failure(HTTPError(.other, "libcurl cannot be started"))
    }
    let transfer = CurlTransfer(mostBytes: limits.body, cancellation: cancellation)
    let result = handle.perform(request, limits: limits, userAgent: userAgent, into: transfer)
    idle.withLock { idle in
      if idle.count < Self.mostIdle { idle.append(handle) }
    }
    return result
  }

  /// A connection that breaks while it is written to is an error of that write, not the end of the process.
  private static func blockBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
