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
    var waiting = try provider.requests(for: source, plan: plan).filter { $0.isDue(in: plan) }[...]
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
    let shown = address.url(of: request).shown
    let answer = try await answer(to: request)
    let learntAt = usesPlanClock ? plan.now : clock.now()
    let observed = ObservedMoment(date: answer.headers["date"], machine: learntAt)
    if !usesPlanClock { refusedClock = refusedClock ?? observed.refused }
    let names = provider.tellingHeaders.union(["date", "content-type", ReplyPages.header])
    let reply = ProviderReply(
      request: request.id,
      headers: answer.headers.filter { names.contains($0.key) }
        .mapValues { redactor.redacted($0) },
      body: answer.body,
      observedAt: usesPlanClock ? plan.now : observed.timestamp,
      learntAt: learntAt
    )
    do {
      return FetchedReply(reply: reply, normalised: try await provider.read(reply))
    } catch {
      var failure = self.error(.badReply, "\(place(shown)) sends what cannot be read: \(error)")
      if error.plugin != nil { failure.advice = "nothing of it was stored: mend the plug-in" }
      throw failure
    }
  }

  /// The answer to a request, with credentials blanked out; of all pages where it has several.
  private mutating func answer(
    to request: ProviderRequest
  ) async throws(FetchError) -> HTTPResponse {
    guard let paging = request.paging else {
      var response = try await page(of: request)
      // Nobody but this program says how many pages there were.
      response.headers[ReplyPages.header] = nil
      response.body = redactor.redacted(body: response.body)
      return response
    }
    var walk = PageWalk(paging, most: request.mostPages, of: address)
    var pages = ReplyPages()
    var request = request
    var answer: HTTPResponse?
    let shown = place(address.url(of: request).shown)
    while true {
      let response = try await page(of: request)
      if answer == nil { answer = response }
      pages.add(redactor.redacted(body: response.body))
      guard pages.bytes.count <= source.limits.body else {
        throw error(
          .tooLarge,
          "\(shown): \(pages.count) pages have more than \(source.limits.body) bytes"
        )
      }
      do throws(ReplyError) {
        guard try walk.move(on: &request, after: response) else { break }
      } catch {
        throw self.error(.badReply, "\(shown) sends pages that cannot be followed: \(error.found)")
      }
    }
    answer?.headers[ReplyPages.header] = "\(pages.count)"
    answer?.body = pages.bytes + [UInt8(ascii: "]")]
    return answer ?? HTTPResponse(status: 0)
  }

  /// One page of an answer, as it came.
  private mutating func page(
    of request: ProviderRequest
  ) async throws(FetchError) -> HTTPResponse {
    let url = address.url(of: request)
    let response = try await authorised(request, url: url.complete, shown: url.shown)
    guard response.hasSearchableBody else {
      throw error(.badReply, "\(place(url.shown)) sends what is not UTF-8 text")
    }
    return response
  }

  /// Sends a request with the source's credential; a machine token that has ended early is renewed once.
  private mutating func authorised(
    _ asked: ProviderRequest,
    url: String,
    shown: String
  ) async throws(FetchError) -> HTTPResponse {
    func request(_ name: String, _ value: String) -> HTTPRequest {
      asked.request(to: url, of: provider, with: [HTTPRequest.Header(name, value)])
    }
    switch provider.authorization(of: source) {
    case .bearer(let token):
      return try await send(request("Authorization", "Bearer \(token.revealed)"), shown: shown)
    case .header(let name, let value):
      return try await send(request(name, value.revealed), shown: shown)
    case .headers(let secrets):
      let headers = secrets.sorted { $0.key < $1.key }
        .map { HTTPRequest.Header($0.key, $0.value.revealed) }
      return try await send(asked.request(to: url, of: provider, with: headers), shown: shown)
    case .clientCredentials(let tokenURL, let id, let secret):
      let key = MachineTokens.Key(url: tokenURL, id: id, secret: secret)
      let kept = tokens.token(for: key, at: clock.elapsed())
      if let kept {
        redactor.add(kept)
        do throws(FetchError) {
          return try await send(
            request("Authorization", "Bearer \(kept.revealed)"),
            shown: shown
          )
        } catch {
          guard error.code == .unauthorised else { throw error }
          tokens.forget(key)
        }
      }
      let token = try await machineToken(for: key)
      return try await send(request("Authorization", "Bearer \(token.revealed)"), shown: shown)
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
