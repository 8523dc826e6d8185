import UsageModel

/// One try that failed: no response, or one that is not a success.
struct FetchFailure: Hashable, Sendable {
  /// The code of the error that it becomes.
  let code: FetchError.Code
  /// What happened, with credentials blanked out: `answers 500: "internal error"`.
  let what: String
  /// Whether the same request may work a little later.
  let isTemporary: Bool
  /// How long the platform asks to wait.
  let askedWait: Duration?

  /// No response came.
  init(_ error: HTTPError) {
    what = error.message
    askedWait = nil
    switch error.code {
    case .unknownHost, .noConnection, .broken:
      code = .unreachable
      isTemporary = true
    case .timeout:
      code = .timeout
      isTemporary = true
    case .badAddress:
      code = .configuration
      isTemporary = false
    case .untrusted:
      code = .untrusted
      isTemporary = false
    case .tooLarge:
      code = .tooLarge
      isTemporary = false
    case .badEncoding:
      code = .badReply
      isTemporary = false
    case .cancelled:
      code = .cancelled
      isTemporary = false
    default:
      code = .unreachable
      isTemporary = false
    }
  }

  /// A response came that is not a success; nil when it is one.
  init?(
    _ response: HTTPResponse,
    provider: any Provider,
    redactor: Redactor,
    now: Timestamp
  ) {
    guard !(200..<300).contains(response.status) else { return nil }
    let code = Self.code(for: response.status)
    let said =
      code == .redirect
      ? response.headers["location"].map { location in
        // A query can hold anything; a credential goes first, since it can hold a question mark.
        let target = redactor.redacted(location).prefix { $0 != "?" && $0 != "#" }
        return " and points to \(Quotation.shown(String(target)))"
      }
      : response.hasSearchableBody
        ? PlatformErrorText.described(in: redactor.redacted(response.body)).map { ": \($0)" } : nil
    self.code = code
    what = "answers \(response.status)\(said ?? "")"
    isTemporary = code == .rateLimited || code == .server
    askedWait =
      isTemporary ? AskedWait.duration(in: response, provider: provider, now: now) : nil
  }

  private static func code(for status: Int) -> FetchError.Code {
    switch status {
    case 300..<400: .redirect
    case 401, 403: .unauthorised
    case 429: .rateLimited
    case 500...: .server
    default: .refused
    }
  }
}
