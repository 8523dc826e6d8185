import Foundation

/// A request as the platforms see it.
struct SimulatedRequest: Sendable {
  let method: String
  /// The parts of the path, percent-decoded: `/puter/metering/usage` has three.
  private(set) var path: [String]
  let query: [String: String]
  /// The headers, their names in lower case.
  let headers: [String: String]
  let body: String

  /// Creates a request from what follows the method in an HTTP request line.
  init(
    method: String = "GET",
    target: String,
    headers: [String: String] = [:],
    body: String = ""
  ) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    path = parts[0].split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
    query = parts.count > 1 ? Self.fields(of: parts[1]) : [:]
    self.headers = headers
    self.body = body
  }

  /// The same request with another first part of its path.
  func replacingFirstPart(by part: String) -> SimulatedRequest {
    var request = self
    if !path.isEmpty { request.path[0] = part }
    return request
  }

  /// The path without the platform's own part, as the platform names it in messages.
  var platformPath: String { "/" + path.dropFirst().joined(separator: "/") }

  /// The fields of a form body.
  var form: [String: String] { Self.fields(of: body[...]) }

  /// What follows `Bearer` in the authorization header; nil when there is no such header.
  var bearer: String? {
    guard let value = headers["authorization"] else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0].lowercased() == "bearer" else { return nil }
    return parts.count > 1 ? String(parts[1]) : ""
  }

  private static func fields(of text: Substring) -> [String: String] {
    var fields: [String: String] = [:]
    for field in text.split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let (name, value) = (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
      // A name that comes several times has several values.
      fields[name] = fields[name].map { "\($0),\(value)" } ?? value
    }
    return fields
  }

  private static func decoded(_ text: Substring) -> String {
    let spaced = String(text.map { $0 == "+" ? " " : $0 })
    return spaced.removingPercentEncoding ?? spaced
  }
}
