import Synchronization
import UsageModel
import UsageProviders

/// A transport that plays prepared answers and remembers what it was asked.
final class ScriptedTransport: HTTPTransport {
  private let answers: Mutex<[Result<HTTPResponse, HTTPError>]>
  private let asked = Mutex<[(request: HTTPRequest, limits: FetchLimits)]>([])

  init(_ answers: [Result<HTTPResponse, HTTPError>]) {
    self.answers = Mutex(answers)
  }

  var requests: [HTTPRequest] { asked.withLock { $0.map(\.request) } }
  var limits: [FetchLimits] { asked.withLock { $0.map(\.limits) } }

  func send(
    _ request: HTTPRequest,
    limits: FetchLimits
  ) async throws(HTTPError) -> HTTPResponse {
    asked.withLock { $0.append((request, limits)) }
    let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    return try (answer ?? .failure(HTTPError(.other, "no answer is prepared"))).get()
  }
}

extension Result where Success == HTTPResponse, Failure == HTTPError {
  /// An answer with a text as its body.
  static func answer(
    _ status: Int,
    _ body: String,
    _ headers: [String: String] = [:]
  ) -> Self {
    .success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
  }

  /// No answer.
  static func fails(_ code: HTTPError.Code, _ message: String) -> Self {
    .failure(HTTPError(code, message))
  }
}

/// Time that passes only by waiting, and chance that always takes the middle.
final class VirtualTime: Sendable {
  private let waits = Mutex<[Duration]>([])
  private let start: Timestamp

  init(start: Timestamp = Sample.noon) {
    self.start = start
  }

  /// Every wait so far.
  var slept: [Duration] { waits.withLock { $0 } }

  /// Lets time pass.
  func pass(_ duration: Duration) { waits.withLock { $0.append(duration) } }

  var clock: FetchClock {
    FetchClock(
      now: { self.start.advanced(bySeconds: self.elapsed.components.seconds) },
      elapsed: { self.elapsed },
      sleep: { self.pass($0) },
      random: { 0.5 }
    )
  }

  private var elapsed: Duration { slept.reduce(.zero, +) }
}

extension Sample {
  static let marker = "sk/MARK+ed=key-7"

  /// A source with the marked secret.
  static func source(
    _ provider: String,
    key: String = "api_key",
    baseURL: String? = nil,
    options: [String: String] = [:]
  ) -> ProviderSource {
    ProviderSource(
      name: "\(provider)-main",
      provider: provider,
      baseURL: baseURL,
      credentials: [key: Secret(marker)],
      options: options
    )
  }

  static let shoalBody = #"{"data": {"today": 1, "thisMonth": 3}}"#
  static let shoal = source("shoal")
}
