import UsageModel

/// A reply as the platforms make it.
struct SimulatedResponse: Hashable, Sendable {
  var status: Int
  var headers: [String: String]
  var body: String
  /// What the body says, where it is JSON.
  var json: JSON?

  /// Creates a reply from a body that is written already.
  init(status: Int, contentType: String, body: String) {
    self.status = status
    headers = ["Content-Type": contentType]
    self.body = body
  }

  /// Creates a JSON reply.
  init(
    status: Int = 200,
    contentType: String = "application/json",
    _ json: JSON,
    headers: [String: String] = [:]
  ) {
    self.init(status: status, contentType: contentType, body: json.description)
    self.json = json
    self.headers.merge(headers) { $1 }
  }

  /// What a proxy says about a host that it does not know.
  static let notFound = SimulatedResponse(
    status: 404,
    contentType: "text/plain; charset=utf-8",
    body: "404 page not found\n"
  )

  /// The reply with the moment it was made.
  func stamped(_ now: Timestamp) -> SimulatedResponse {
    var reply = self
    reply.headers["Date"] = now.httpDate
    return reply
  }

  /// The words that go with the status.
  var reason: String { Self.reasons[status] ?? "Unknown" }

  /// The words for the statuses that the platforms document.
  static let reasons: [Int: String] = [
    200: "OK", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 402: "Payment Required",
    403: "Forbidden", 404: "Not Found", 409: "Conflict", 422: "Unprocessable Entity",
    429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout", 529: "Site is overloaded",
  ]
}

extension Timestamp {
  /// The moment as HTTP headers write it: `Sat, 21 Nov 2026 06:00:00 GMT`.
  var httpDate: String {
    let day = utcDay
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    let month = Month.englishNames[day.month.month - 1].prefix(3)
    let date = day.description
    let clock = description.dropFirst(date.utf8.count + 1).prefix(8)
    return "\(weekday), \(date.suffix(2)) \(month) \(date.prefix(4)) \(clock) GMT"
  }
}
