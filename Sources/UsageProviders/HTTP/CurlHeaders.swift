import CCurl

/// libcurl's list of header lines; it frees them when it goes.
final class CurlHeaders {
  private(set) var list: UnsafeMutablePointer<curl_slist>?

  init(_ headers: [HTTPRequest.Header]) {
    for header in headers {
      list = curl_slist_append(list, "\(header.name): \(header.value)") ?? list
    }
  }

  deinit {
    curl_slist_free_all(list)
  }
}
