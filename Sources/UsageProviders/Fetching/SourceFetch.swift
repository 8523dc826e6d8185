import UsageModel

/// One fetch of one source, from its first request to its last.
struct SourceFetch {
  let source: ProviderSource
  let provider: any Provider
  let transport: any HTTPTransport
  let clock: FetchClock
  let tokens: MachineTokens
  private let address: SourceAddress
  private let deadline: Duration
  private(set) var redactor: Redactor
  private var retries = 0
  /// What the platform's clock said, where that was too far off to be taken.
  private var refusedClock: Timestamp?

  init(
    source: ProviderSource,
    provider: any Provider,
    transport: any HTTPTransport,
    clock: FetchClock,
    tokens: MachineTokens
  ) throws(FetchError) {
    try SourceCheck.check(source, provider)
    self.source = source
    self.provider = provider
    self.transport = transport
    self.clock = clock
    self.tokens = tokens
    address = try SourceAddress(
      source.baseURL ?? provider.defaultBaseURL,
      key: "base_url",
      of: source
    )
    deadline = clock.elapsed() + source.limits.total
    redactor = Redactor(source.credentials.values)
  }

  /// Asks for everything and reads it.
  mutating func fetch(
    _ plan: FetchPlan,
    usesPlanClock: Bool
  ) async throws(FetchError) -> FetchResult {
    var result = FetchResult(replies: [])
    var waiting = provider.requests(for: source, plan: plan)[...]
    while let request = waiting.popFirst() {
      do throws(FetchError) {
        let fetched = try await fetch(request, plan, usesPlanClock: usesPlanClock)
        result.replies.append(fetched)
        waiting += provider.followUps(to: fetched.reply, for: source, plan: plan)
      } catch {
        guard tolerates(error, request.tolerance) else { throw error }
        result.warnings.append("\(source.name): \(request.subject) is missing: \(error.message)")
      }
    }
    result.retries = retries
    if let refusedClock {
      result.warnings.append(
        "\(source.name): \(provider.title)'s clock says \(refusedClock), more than 24 hours from "
          + "this machine's \(clock.now()), which was taken instead; check the machine's clock"
      )
    }
    return result
  }

  private func tolerates(_ error: FetchError, _ tolerance: ProviderRequest.Tolerance) -> Bool {
    switch tolerance {
    case .none: false
    case .refusal: error.code == .refused
    case .anyFailure: error.code != .cancelled
    }
  }

  private mutating func fetch(
    _ request: ProviderRequest,
    _ plan: FetchPlan,
    usesPlanClock: Bool
  ) async throws(FetchError) -> FetchedReply {
    let url = address.url(of: request)
    let response = try await authorised(url: url.complete, shown: url.shown)
    guard response.hasSearchableBody else {
      throw error(.badReply, "\(place(url.shown)) sends what is not UTF-8 text")
    }
    let learntAt = usesPlanClock ? plan.now : clock.now()
    let observed = ObservedMoment(date: response.headers["date"], machine: learntAt)
    if !usesPlanClock { refusedClock = refusedClock ?? observed.refused }
    let names = provider.tellingHeaders.union(["date", "content-type"])
    let reply = ProviderReply(
      request: request.id,
      headers: response.headers.filter { names.contains($0.key) }
        .mapValues { redactor.redacted($0) },
      body: redactor.redacted(body: response.body),
      observedAt: usesPlanClock ? plan.now : observed.timestamp,
      learntAt: learntAt
    )
    do {
      return FetchedReply(reply: reply, normalised: try provider.normalise(reply))
    } catch {
      throw self.error(.badReply, "\(place(url.shown)) sends what cannot be read: \(error)")
    }
  }

  /// Sends a request with the source's credential; a machine token that has ended early is renewed once.
  private mutating func authorised(
    url: String,
    shown: String
  ) async throws(FetchError) -> HTTPResponse {
    let accept = HTTPRequest.Header("Accept", "application/json")
    switch provider.authorization(of: source) {
    case .bearer(let token):
      let header = HTTPRequest.Header("Authorization", "Bearer \(token.revealed)")
      return try await send(HTTPRequest(url: url, headers: [accept, header]), shown: shown)
    case .header(let name, let value):
      let header = HTTPRequest.Header(name, value.revealed)
      return try await send(HTTPRequest(url: url, headers: [accept, header]), shown: shown)
    case .clientCredentials(let tokenURL, let id, let secret):
      let key = MachineTokens.Key(url: tokenURL, id: id, secret: secret)
      let kept = tokens.token(for: key, at: clock.elapsed())
      func request(_ token: Secret) -> HTTPRequest {
        let header = HTTPRequest.Header("Authorization", "Bearer \(token.revealed)")
        return HTTPRequest(url: url, headers: [accept, header])
      }
      if let kept {
        redactor.add(kept)
        do throws(FetchError) {
          return try await send(request(kept), shown: shown)
        } catch {
          guard error.code == .unauthorised else { throw error }
          tokens.forget(key)
        }
      }
      let token = try await machineToken(for: key)
      return try await send(request(token), shown: shown)
    case nil: throw SourceCheck.missingCredentials(source, provider)
    }
  }

  /// Sends a request until it works, or until trying again would not help.
  mutating func send(
    _ request: HTTPRequest,
    shown: String
  ) async throws(FetchError) -> HTTPResponse {
    var schedule = RetrySchedule(source.limits)
    while true {
      guard let limits = limitsForNextTry else { throw noTimeLeft(place(shown)) }
      let failure: FetchFailure
      do throws(HTTPError) {
        let response = try await transport.send(request, limits: limits)
        guard
          let found = FetchFailure(
            response,
            provider: provider,
            redactor: redactor,
            now: clock.now()
          )
        else { return response }
        failure = found
      } catch {
        failure = FetchFailure(error)
      }
      let decision = schedule.decision(
        after: failure,
        timeLeft: deadline - clock.elapsed(),
        chance: clock.random()
      )
      guard case .wait(let wait) = decision else {
        throw error(failure, decision, tries: schedule.failures, place: place(shown))
      }
      do {
        try await clock.sleep(wait)
      } catch {
        throw self.error(.cancelled, "\(place(shown)): the transfer was cancelled")
      }
      retries += 1
    }
  }

  /// The limits with what is left of the time for the whole source; nil when nothing is.
  private var limitsForNextTry: FetchLimits? {
    let left = deadline - clock.elapsed()
    guard left > .zero else { return nil }
    var limits = source.limits
    limits.attempt = min(limits.attempt, left)
    return limits
  }

  private func error(
    _ failure: FetchFailure,
    _ decision: RetrySchedule.Decision,
    tries: Int,
    place: String
  ) -> FetchError {
    let join = failure.what.hasPrefix("answers ") ? " " : ": "
    var message = place + join + failure.what
    switch decision {
    case .asksTooLong(let wait):
      message +=
        ", and asks to wait \(wait.inSeconds), longer than "
        + "\(source.limits.retryAfter.inSeconds)"
    case .noTimeLeft:
      message += ", and the \(source.limits.total.inSeconds) in all do not allow another try"
    case .usedUp where tries > 1: message += ", tried \(tries) times"
    default: break
    }
    var error = error(failure.code, message)
    if case .noTimeLeft = decision, failure.code == .timeout {
      error.advice = Self.moreTime(for: source)
    }
    return error
  }

  private static func moreTime(for source: ProviderSource) -> String {
    "try again later, or allow more time with `fetch: total` in source \(source.name)"
  }

  /// The time for the whole source has gone by before this request.
  private func noTimeLeft(_ place: String) -> FetchError {
    var error = error(
      .timeout,
      "\(place) was not asked: the \(source.limits.total.inSeconds) in all are used up"
    )
    error.advice = "allow more time with `fetch: total` in source \(source.name)"
    return error
  }

  /// An error of this source, with the advice for its kind.
  func error(_ code: FetchError.Code, _ message: String) -> FetchError {
    FetchError(
      code,
      source: source.name,
      message: redactor.redacted(message),
      advice: FetchAdvice.text(for: code, source: source, provider: provider),
      retries: retries
    )
  }

  /// The platform and the address as messages name them.
  func place(_ shown: String) -> String {
    "\(provider.title) at \(redactor.redacted(shown))"
  }

  /// Adds a credential that became known during the run.
  mutating func hide(_ secret: Secret) {
    redactor.add(secret)
  }
}
