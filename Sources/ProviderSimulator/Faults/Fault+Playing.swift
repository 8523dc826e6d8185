import UsageModel

extension ProviderSimulator.Fault {
  /// What a platform sends while it fails.
  func play(
    _ platform: any Platform,
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedAnswer {
    func usual(at moment: Timestamp = now) -> SimulatedResponse {
      platform.reply(to: request, at: moment, in: world)
    }
    func answer(_ reply: SimulatedResponse, _ delivery: SimulatedAnswer.Delivery = .whole)
      -> SimulatedAnswer
    {
      SimulatedAnswer(reply: reply.stamped(now), delivery: delivery)
    }
    switch kind {
    case .status(let code): return answer(platform.failure(code))
    case .wrongKey: return answer(platform.failure(platform.refusal))
    case .rateLimited(let wait): return answer(platform.failure(429).asking(for: wait, at: now))
    case .page(let status): return answer(.page(status))
    case .slow(let delay):
      var answer = answer(usual())
      answer.delay = delay
      return answer
    case .slowBody(let delay): return answer(usual(), .pieces(5, delay))
    case .hangUp: return answer(usual(), .nothing)
    case .cutOff: return answer(usual(), .half)
    case .halfJSON:
      var reply = usual()
      reply.body = String(reply.body.prefix(reply.body.count / 2))
      return answer(reply)
    case .wrongTypes: return answer(usual().changing { $0.replacingNumbers(by: "a lot") })
    case .missingFields: return answer(usual().changing { $0.replacingNumbers(by: nil) })
    case .unknownFields: return answer(usual().changing { $0.adding("addedLater", ["new": true]) })
    case .packed: return answer(usual(), .packed)
    case .bomb: return answer(usual(), .bomb)
    case .redirect(let address):
      var reply = SimulatedResponse(status: 302, contentType: "text/plain", body: "")
      reply.headers["Location"] = address ?? "/" + request.path.joined(separator: "/")
      return answer(reply)
    case .clock(let seconds):
      return SimulatedAnswer(reply: usual().stamped(now.advanced(bySeconds: seconds)))
    case .counterGoesBack:
      let start = Timestamp(seconds: Int64(now.startOfMonth.daysSince1970) * 86_400)
      return answer(usual(at: max(start, now.advanced(bySeconds: -2 * 86_400))))
    case .disguisedError:
      var reply = platform.failure(500)
      reply.status = 200
      return answer(reply)
    }
  }
}

extension SimulatedResponse {
  fileprivate static func page(_ status: Int) -> SimulatedResponse {
    SimulatedResponse(
      status: status,
      contentType: "text/html; charset=utf-8",
      body: """
        <!DOCTYPE html>
        <html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>

        """
    )
  }

  /// The reply with a header that says when to come again, and no other.
  fileprivate func asking(
    for wait: ProviderSimulator.Fault.Wait?,
    at now: Timestamp
  ) -> SimulatedResponse {
    var reply = self
    reply.headers["Retry-After"] = nil
    switch wait {
    case .seconds(let seconds): reply.headers["Retry-After"] = String(seconds)
    case .date(let seconds):
      reply.headers["Retry-After"] = now.advanced(bySeconds: seconds).httpDate
    case .reset(let seconds):
      reply.headers["X-RateLimit-Reset"] = String(now.seconds + seconds)
    case nil: break
    }
    return reply
  }

  /// The reply with another JSON body; one that has none stays as it is.
  func changing(_ change: (JSON) -> JSON) -> SimulatedResponse {
    guard let json else { return self }
    var reply = self
    let changed = change(json)
    reply.json = changed
    reply.body = changed.description
    return reply
  }
}

extension JSON {
  /// The value with something else in place of every number; nil leaves it out.
  fileprivate func replacingNumbers(by other: JSON?) -> JSON {
    func replaced(_ value: JSON) -> JSON? {
      switch value {
      case .integer, .decimal, .float: other
      default: value.replacingNumbers(by: other)
      }
    }
    switch self {
    case .array(let elements): return .array(elements.compactMap(replaced))
    case .object(let members):
      return .object(
        members.compactMap { member in
          replaced(member.value).map { Member(member.name, $0) }
        }
      )
    default: return self
    }
  }

  /// An object with one more member; any other value as it is.
  func adding(_ name: String, _ value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member(name, value)])
  }
}
