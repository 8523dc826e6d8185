import UsageModel

/// `GET /v1/usage`: requests and, in another counter, credits.
struct ShoalPlatform: Platform {
  let name = "shoal"
  let refusal = 403

  private static let places = World.places(of: ShoalWorkload.self)
  private static let limit = 50_000

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    var reply = answer(request, now, world)
    let place = "\(request.method) \(request.path.joined(separator: "/"))"
    reply.headers["X-Request-Id"] = "req_" + world.token(place, at: now.milliseconds)
    return reply
  }

  private func answer(
    _ request: SimulatedRequest,
    _ now: Timestamp,
    _ world: World
  ) -> SimulatedResponse {
    guard let key = request.bearer else {
      return Self.error(401, "Authorization header missing or malformed")
    }
    guard !key.isEmpty else { return Self.error(401, "API key missing") }
    guard key == Credentials.shoalKey else { return failure(403) }
    guard request.method == "GET", request.platformPath == "/v1/usage" else {
      return SimulatedResponse(
        status: 404,
        [
          "error": "Not found", "path": .text(request.platformPath),
          "method": .text(request.method),
        ]
      )
    }
    return Self.usage(now, world)
  }

  private static func usage(_ now: Timestamp, _ world: World) -> SimulatedResponse {
    let requests = { (start: Day) in world.amounts(of: places, since: start, until: now)[0] }
    let month = world.amounts(of: places, since: now.startOfMonth, until: now)
    let remaining = max(0, limit - month[1])
    return SimulatedResponse(
      [
        "data": [
          "today": .integer(requests(now.utcDay)),
          "thisWeek": .integer(requests(now.utcDay.startOfWeek)),
          "thisMonth": .integer(month[0]),
          "budget": [
            "limit": .integer(limit), "used": .integer(month[1]),
            "remaining": .integer(remaining),
          ],
        ]
      ],
      headers: [
        "X-Plan-Tier": "growth",
        "X-Api-Surface": "usage",
        "X-Access-Layer": "evaluation",
        "X-Endpoint-Policy": "usage-free",
        "X-Credit-Cost": "0",
        "X-Monthly-Limit": String(limit),
        "X-Monthly-Used": String(month[1]),
        "X-Monthly-Remaining": String(remaining),
        "X-RateLimit-Limit": "100",
        "X-RateLimit-Remaining": "99",
      ]
    )
  }

  func failure(_ status: Int) -> SimulatedResponse {
    switch status {
    case 401, 403: Self.error(status, "Invalid API key")
    case 429:
      SimulatedResponse(
        status: 429,
        ["error": "Rate limit exceeded", "retryAfter": 42],
        headers: ["Retry-After": "42"]
      )
    default: Self.error(status, SimulatedResponse.reasons[status] ?? "Unknown")
    }
  }

  private static func error(_ status: Int, _ message: String) -> SimulatedResponse {
    SimulatedResponse(status: status, ["error": .text(message)])
  }
}
