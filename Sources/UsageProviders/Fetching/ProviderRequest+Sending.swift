import UsageModel

extension ProviderRequest {
  /// Whether it is asked for: a reply that is final already is not, unless past months are read again.
  func isDue(in plan: FetchPlan) -> Bool {
    guard plan.since == nil, let finalAfter, let last = plan.lastObserved[id] else { return true }
    return last < finalAfter
  }

  /// The request as it is sent.
  func request(
    to url: String,
    of provider: any Provider,
    with credentials: [HTTPRequest.Header]
  ) -> HTTPRequest {
    var headers = provider.headers
    if !headers.contains(where: { $0.name.lowercased() == "accept" }) {
      headers.insert(HTTPRequest.Header("Accept", "application/json"), at: 0)
    }
    if body != nil { headers.append(HTTPRequest.Header("Content-Type", "application/json")) }
    return HTTPRequest(
      method: body == nil ? "GET" : "POST",
      url: url,
      headers: headers + credentials,
      body: body
    )
  }
}
