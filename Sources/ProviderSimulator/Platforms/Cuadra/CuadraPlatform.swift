import UsageModel

/// `GET /v1/usage` and `POST /v1/oauth2/token`, in credits.
struct CuadraPlatform: Platform {
  /// The path that stands for the host which gives machine tokens.
  static let authorisationPath = "cuadra-auth"

  let name = "cuadra"
  let pathNames = ["cuadra", authorisationPath]

  private static let places = World.places(of: CuadraWorkload.self)
  private static let limit = 250_000
  private static let purchased = 100_000
  private static let storageLimit = 107_374_182_400

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    var reply = answer(request, now, world)
    reply.headers["X-RateLimit-Remaining"] = "59"
    return reply
  }

  private func answer(
    _ request: SimulatedRequest,
    _ now: Timestamp,
    _ world: World
  ) -> SimulatedResponse {
    switch (request.method, request.path.joined(separator: "/")) {
    case ("POST", "cuadra-auth"), ("POST", "cuadra-auth/v1/oauth2/token"),
      ("POST", "cuadra/v1/oauth2/token"):
      return token(request.form, now, world)
    case ("GET", "cuadra/v1/usage"):
      guard let token = request.bearer, !token.isEmpty else {
        return Self.problem(401, "Missing bearer token")
      }
      guard
        token == Credentials.cuadraToken
          || CuadraMachineToken.accepts(token, at: now, in: world)
      else { return failure(401) }
      return SimulatedResponse(Self.usage(now, world))
    default: return failure(404)
    }
  }

  private func token(_ form: [String: String], _ now: Timestamp, _ world: World)
    -> SimulatedResponse
  {
    guard form["grant_type"] == "client_credentials" else {
      return Self.problem(400, "grant_type must be client_credentials")
    }
    guard form["client_id"] == Credentials.cuadraClient,
      form["client_secret"] == Credentials.cuadraSecret
    else { return Self.problem(401, "Invalid client credentials") }
    return SimulatedResponse(
      [
        "access_token": .text(CuadraMachineToken(issued: now, in: world).text),
        "token_type": "bearer", "expires_in": .integer(Int(CuadraMachineToken.lifetime)),
      ],
      headers: ["Cache-Control": "no-store"]
    )
  }

  private static func usage(_ now: Timestamp, _ world: World) -> JSON {
    let month = now.utcDay.month
    let used = world.amounts(of: places, since: month.start, until: now)[1]
    let overage = max(0, used - limit)
    let available = max(0, limit - used)
    let balance = max(0, purchased - overage)
    return [
      "storage": ["used": .integer(storage(now)), "limit": .integer(storageLimit)],
      "credits": [
        "used": .integer(used),
        "limit": .integer(limit),
        "available": .integer(available),
        "purchasedBalance": .integer(balance),
        "totalAvailable": .integer(available + balance),
        "overageCredits": .integer(overage),
        "isInOverage": .bool(overage > 0),
        "hardCap": false,
        "billingPeriod": "monthly",
        "periodStart": .text("\(month.start)T00:00:00Z"),
        "periodEnd": .text("\(month.stop.advanced(by: -1))T23:59:59Z"),
      ],
      "plan": ["tier": "pro", "name": "Pro", "billingCycle": "monthly"],
    ]
  }

  /// Documents are only ever added: 38 GiB at the start of 2025, about 60 MB a day since.
  private static func storage(_ now: Timestamp) -> Int {
    let seconds = Int(now.seconds) - 1_735_689_600
    return min(storageLimit, 40_802_189_312 + max(0, seconds) * 700)
  }

  func failure(_ status: Int) -> SimulatedResponse {
    switch status {
    case 401: return Self.problem(401, "Invalid or expired token")
    case 402: return Self.problem(402, "No credits left", title: "Insufficient Credits")
    case 403: return Self.problem(403, "Missing required scope: usage:read")
    case 404: return Self.problem(404, "The requested resource was not found")
    case 429:
      var reply = Self.problem(429, "Rate limit exceeded")
      reply.headers["Retry-After"] = "30"
      reply.headers["X-RateLimit-Remaining"] = "0"
      return reply
    default: return Self.problem(status, "An unexpected error occurred")
    }
  }

  private static func problem(
    _ status: Int,
    _ detail: String,
    title: String? = nil
  ) -> SimulatedResponse {
    let title = title ?? SimulatedResponse.reasons[status] ?? "Error"
    return SimulatedResponse(
      status: status,
      contentType: "application/problem+json",
      [
        "type": "about:blank", "title": .text(title), "status": .integer(status),
        "detail": .text(detail),
      ]
    )
  }
}
