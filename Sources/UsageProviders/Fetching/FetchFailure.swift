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
        // Credentials go first, since they can hold a question mark.
        " and points to \(Quotation.shown(Self.target(in: redactor.redacted(location))))"
      }
      : response.hasSearchableBody
        ? PlatformErrorText.described(in: redactor.redacted(body: response.body)).map { ": \($0)" }
        : nil
    self.code = code
    what = "answers \(response.status)\(said ?? "")"
    isTemporary = code == .rateLimited || (code == .server && !Self.isLasting(response.status))
    askedWait =
      isTemporary ? AskedWait.duration(in: response, provider: provider, now: now) : nil
  }

  /// What a redirect points to, without what can hold somebody's credentials: a user and a query.
  private static func target(in location: String) -> String {
    let address = location.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = address.firstRange(of: "//") else { return String(address) }
    let rest = address[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" && $0 != "\\" }
    guard let user = host.lastIndex(of: "@") else { return String(address) }
    return String(address[..<scheme.upperBound] + rest[rest.index(after: user)...])
  }

  /// Whether a fault of a server stays what it is: not implemented, HTTP version, a network to sign in to.
  private static func isLasting(_ status: Int) -> Bool { [501, 505, 511].contains(status) }

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
