import Foundation
import Testing
import UsageModel
import UsageProviders

@testable import Tallystick

/// A configuration with one source, as text.
func doctorConfiguration(
  _ secret: String = "{ env: HOME }",
  more: String = "",
  file: String = "tallystick.yaml"
) throws -> Configuration {
  try Configuration.read(
    """
    sources:
      - name: shoal
        provider: shoal
        api_key: \(secret)
    \(more)
    """,
    file: file
  )
}

extension DoctorCheck {
  /// The findings as the command prints them: severity, text, and what mends it on a line of its own.
  func lines() async -> [String] {
    await findings().flatMap { finding in
      ["\(finding.severity.rawValue): \(finding)"] + (finding.mend.map { ["    \($0)"] } ?? [])
    }
  }
}

/// Hosts that answer with a date, or not at all, by their names.
struct ScriptedHosts: HTTPTransport {
  /// The header of each host's reply; nil for a host that does not answer.
  let headers: [String: [String: String]?]

  func send(_ request: HTTPRequest, limits: FetchLimits) async throws(HTTPError) -> HTTPResponse {
    let host = URLComponents(string: request.url)?.host ?? ""
    guard request.headers.isEmpty, request.body == nil, limits.attempt == .seconds(10),
      let found = headers[host], let header = found
    else { throw HTTPError(.unknownHost, "the host's name is not known") }
    return HTTPResponse(status: 404, headers: header)
  }
}
