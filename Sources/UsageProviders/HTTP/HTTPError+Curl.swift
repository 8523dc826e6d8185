import CCurl

extension HTTPError {
  /// The task was cancelled.
  static let cancelled = HTTPError(.cancelled, "the transfer was cancelled")

  /// The address cannot be used.
  static let badAddress = HTTPError(.badAddress, "the address cannot be used")

  /// The proxy answers with an error instead of a connection to the host.
  static func refusedByProxy(status: Int) -> HTTPError {
    HTTPError(.refusedByProxy, "the proxy in the environment refuses the connection with \(status)")
  }

  /// The response is larger than the limit.
  static func tooLarge(_ limits: FetchLimits) -> HTTPError {
    HTTPError(
      .tooLarge,
      "the reply is larger than \(ByteCount.text(limits.body)) after decompression"
    )
  }

  /// Says what one of libcurl's codes means here; its own texts can name a proxy with its password.
  init(curl code: CURLcode, wasConnected: Bool, limits: FetchLimits) {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: self = .badAddress
    case CURLE_COULDNT_RESOLVE_HOST: self.init(.unknownHost, "the host's name is not known")
    case CURLE_COULDNT_RESOLVE_PROXY:
      self.init(.unknownHost, "the name of the proxy in the environment is not known")
    case CURLE_COULDNT_CONNECT: self.init(.noConnection, "no connection could be made")
    case CURLE_OPERATION_TIMEDOUT where wasConnected:
      self.init(.timeout, "no complete reply within \(limits.attempt.inSeconds)")
    case CURLE_OPERATION_TIMEDOUT:
      let limit = min(limits.connect, limits.attempt)
      self.init(.timeout, "no connection within \(limit.inSeconds)")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
      self.init(.untrusted, "the server's certificate is not trusted")
    case CURLE_SSL_CACERT_BADFILE:
      self.init(.untrusted, "the file of trusted certificates cannot be read")
    case CURLE_BAD_CONTENT_ENCODING:
      self.init(.badEncoding, "the reply cannot be decompressed")
    case CURLE_SSL_CONNECT_ERROR: self.init(.broken, "no secure connection could be made")
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2,
      CURLE_HTTP2_STREAM:
      self.init(.broken, "the connection broke before the reply was complete")
    default:
      self.init(.other, "the transfer failed: \(String(cString: curl_easy_strerror(code)))")
    }
  }
}
