/// Sends one HTTP request and returns what came back, whatever its status.
///
/// A transport never follows a redirect, never sends a request twice, and keeps to the limits: the
/// connection and the whole exchange each have a time, and the body a size after decompression. It stops
/// when the task is cancelled.
public protocol HTTPTransport: Sendable {
  /// Sends a request; `limits.attempt` bounds the whole exchange.
  func send(_ request: HTTPRequest, limits: FetchLimits) async throws(HTTPError) -> HTTPResponse
}
