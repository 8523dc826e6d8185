import UsageModel
import UsageProviders

/// One try that failed.
struct DeliveryFailure: Hashable {
  /// What happened, without secrets: `answers 404: "no_service"`.
  var what: String
  /// Whether the same may work a little later.
  var isTemporary: Bool
  /// How long the server asks to wait.
  var askedWait: Duration?
}

extension DeliveryFailure {
  /// No response came.
  init(_ error: HTTPError) {
    what = error.message
    isTemporary = [.unknownHost, .noConnection, .broken, .timeout].contains(error.code)
  }

  /// A response came that is not a success; nil when it is one.
  init?(_ response: HTTPResponse, secrets: KnownSecrets, now: Timestamp) {
    let status = response.status
    guard !(200..<300).contains(status) else { return nil }
    guard !(300..<400).contains(status) else {
      // The redirect's address is not shown: it is often the secret one with another host.
      what = "answers \(status), a redirect, which is not followed"
      isTemporary = false
      return
    }
    let said = secrets.redacted(answer: response.body).split(whereSeparator: \.isNewline)
      .joined(separator: " ")
    what = said.isEmpty ? "answers \(status)" : "answers \(status): \(Quotation.quoted(said))"
    isTemporary = [408, 425, 429].contains(status) || (status >= 500 && status != 501)
    askedWait = isTemporary ? Self.askedWait(in: response, now: now) : nil
  }

  /// What `Retry-After` says, in seconds or as a date.
  private static func askedWait(in response: HTTPResponse, now: Timestamp) -> Duration? {
    guard let text = response.headers["retry-after"] else { return nil }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return .seconds(min(Int64(text) ?? .max, 1_000_000_000))
    }
    guard let moment = HTTPDate.timestamp(text) else { return nil }
    // By the server's own clock, where it tells: only the distance counts.
    let present = response.headers["date"].flatMap(HTTPDate.timestamp) ?? now
    return .milliseconds(max(0, moment.milliseconds - present.milliseconds))
  }
}
