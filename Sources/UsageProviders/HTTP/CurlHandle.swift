import CCurl
import Foundation

/// One of libcurl's easy handles with its connections.
///
/// It may move between threads but is used by one at a time: whoever took it from ``CurlHandles``, which a
/// lock guards, is the only one to have it.
final class CurlHandle: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer

  init?() {
    guard let handle = curl_easy_init() else { return nil }
    self.handle = handle
  }

  deinit {
    curl_easy_cleanup(handle)
  }

  /// Performs one exchange on the calling thread.
  func perform(
    _ request: HTTPRequest,
    limits: FetchLimits,
    userAgent: String,
    into transfer: CurlTransfer
  ) -> Result<HTTPResponse, HTTPError> {
    // Keeps connections, forgets everything else.
    curl_easy_reset(handle)
    setRules(limits, userAgent: userAgent)
    guard tally_curl_set_text(handle, CURLOPT_URL, request.url) == CURLE_OK else {
      return .failure(.badAddress)
    }
    if let host = URLComponents(string: request.url)?.host, Loopback.contains(host: host) {
      _ = tally_curl_set_text(handle, CURLOPT_PROXY, "")
    }
    let headers = CurlHeaders(request.headers)
    _ = tally_curl_set_list(handle, CURLOPT_HTTPHEADER, headers.list)
    if let body = request.body { _ = tally_curl_set_body(handle, body, body.count) }
    _ = tally_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method)
    setCallbacks(transfer)
    let code = withExtendedLifetime((transfer, headers)) { curl_easy_perform(handle) }
    guard code == CURLE_OK else { return .failure(error(for: code, transfer, limits)) }
    return .success(
      HTTPResponse(
        status: Int(tally_curl_response_code(handle)),
        headers: transfer.headers,
        body: transfer.body
      )
    )
  }

  private func setRules(_ limits: FetchLimits, userAgent: String) {
    _ = tally_curl_allow_only_http(handle)
    _ = tally_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    _ = tally_curl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // Signals belong to the process, not to one of its threads.
    _ = tally_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    // Limits of time hold also while a host's name is looked up, which nothing can interrupt.
    _ = tally_curl_leave_lookup(handle)
    _ = tally_curl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    _ = tally_curl_set_long(handle, CURLOPT_MAXCONNECTS, 1)
    _ = tally_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, limits.connect.wholeMilliseconds)
    _ = tally_curl_set_long(handle, CURLOPT_TIMEOUT_MS, limits.attempt.wholeMilliseconds)
    // Every encoding that this libcurl can undo; the write callback counts what comes out.
    _ = tally_curl_set_text(handle, CURLOPT_ACCEPT_ENCODING, "")
    _ = tally_curl_set_text(handle, CURLOPT_USERAGENT, userAgent)
    if let file = limits.caFile { _ = tally_curl_set_text(handle, CURLOPT_CAINFO, file) }
  }

  /// The transfer outlives the exchange, so its address stays good for as long as libcurl has it.
  private func setCallbacks(_ transfer: CurlTransfer) {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    _ = tally_curl_set_body_callback(
      handle,
      { bytes, size, count, context in
        CurlHandle.hand(bytes, size * count, to: context) { $0.takeBody($1) }
      },
      context
    )
    _ = tally_curl_set_header_callback(
      handle,
      { bytes, size, count, context in
        CurlHandle.hand(bytes, size * count, to: context) { $0.takeHeader($1) }
      },
      context
    )
    _ = tally_curl_set_progress_callback(
      handle,
      { context, _, _, _, _ in
        guard let context else { return 0 }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.isCancelled ? 1 : 0
      },
      context
    )
  }

  /// Hands bytes to the transfer and tells libcurl how many were taken.
  private static func hand(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    to context: UnsafeMutableRawPointer?,
    _ take: (CurlTransfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let taken = take(transfer, UnsafeRawBufferPointer(start: bytes, count: count))
    // Anything but the count stops the transfer; one more is wrong also for an empty piece.
    return taken ? count : count + 1
  }

  private func error(
    for code: CURLcode,
    _ transfer: CurlTransfer,
    _ limits: FetchLimits
  ) -> HTTPError {
    if transfer.isTooLarge { return .tooLarge(limits) }
    if transfer.isCancelled { return .cancelled }
    let proxyStatus = tally_curl_proxy_status(handle)
    if proxyStatus >= 300 { return .refusedByProxy(status: proxyStatus) }
    let wasConnected = tally_curl_was_connected(handle) != 0
    return HTTPError(curl: code, wasConnected: wasConnected, limits: limits)
  }
}
