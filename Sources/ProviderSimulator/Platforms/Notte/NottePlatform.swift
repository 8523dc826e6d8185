import UsageModel

/// `GET /usage`, with `period` for other months, in dollars.
struct NottePlatform: Platform {
  let name = "notte"

  private static let places = World.places(of: NotteWorkload.self)
  private static let sessions = Array(places.prefix(NotteWorkload.sessions.count))
  private static let functions = Array(places.dropFirst(NotteWorkload.sessions.count))
  private static let subscriptionLimit: FixedDecimal = 500
  private static let topupLimit: FixedDecimal = 100

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    var reply = answer(request, now, world)
    // One minute, a hundred requests; nobody else asks.
    reply.headers["X-RateLimit-Limit"] = "100"
    reply.headers["X-RateLimit-Remaining"] = "99"
    reply.headers["X-RateLimit-Reset"] = String((now.seconds / 60 + 1) * 60)
    return reply
  }

  private func answer(
    _ request: SimulatedRequest,
    _ now: Timestamp,
    _ world: World
  ) -> SimulatedResponse {
    guard request.bearer == Credentials.notteKey else { return failure(401) }
    guard request.method == "GET", request.platformPath == "/usage" else { return failure(404) }
    let current = now.utcDay.month
    guard let text = request.query["period"] else {
      return SimulatedResponse(Self.usage(current, now, world))
    }
    guard let period = Self.month(text) else { return Self.malformed(text) }
    return SimulatedResponse(Self.usage(period, now, world))
  }

  private static func usage(_ month: Month, _ now: Timestamp, _ world: World) -> JSON {
    // A closed month has no last moment to ask about, and is taken in whole days.
    let isClosed = month < now.utcDay.month
    let sums = { (places: [Int]) -> [Int] in
      isClosed
        ? world.amounts(of: places, in: month)
        : world.amounts(of: places, since: month.start, until: now)
    }
    let sessions = sums(sessions)
    let functions = sums(functions)
    // 0.05 dollars an hour, 10 dollars for 10⁹ bytes, the model as it comes.
    let browser = dollars(sessions[1] * 5, per: 6_000)
    let proxy = dollars(sessions[2], per: 100_000_000)
    let model = dollars(sessions[3], per: 1_000_000)
    let function = dollars(functions[1], per: 1_000_000)
    let total = FixedDecimal(units: [browser, proxy, model, function].reduce(0) { $0 + $1.units })
    let overdrawn = max(0, total.units - subscriptionLimit.units)
    let subscription = max(0, subscriptionLimit.units - total.units)
    let topup = max(0, topupLimit.units - overdrawn)
    return [
      "plan_type": "growth",
      "period": .text(month.englishName),
      "session_count": .integer(sessions[0]),
      "function_count": .integer(functions[0]),
      "browser_usage_cost": cents(browser),
      "proxy_usage_cost": cents(proxy),
      "llm_usage_cost": cents(model),
      "function_usage_cost": cents(function),
      "total_cost": cents(total),
      "subscription_limit_amount": .float(subscriptionLimit),
      "topup_limit_amount": .float(topupLimit),
      "subscription_balance_amount": cents(FixedDecimal(units: subscription)),
      "topup_balance_amount": cents(FixedDecimal(units: topup)),
      "balance_amount": cents(FixedDecimal(units: subscription + topup)),
      "is_usage_limit_exceeded": .bool(subscription + topup == 0),
    ]
  }

  private static func dollars(_ count: Int, per divisor: Int) -> FixedDecimal {
    FixedDecimal(units: Int128(count) * FixedDecimal.unitsPerOne / Int128(divisor))
  }

  /// A binary fraction with hundredths of cents.
  private static func cents(_ amount: FixedDecimal) -> JSON { .float(amount.rounded(toPlaces: 4)) }

  /// Reads `May 2025`.
  private static func month(_ text: String) -> Month? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 4, let year = Int(parts[1]), year > 0,
      let index = Month.englishNames.firstIndex(of: String(parts[0]))
    else { return nil }
    return Month(year: year, month: index + 1)
  }

  private static func malformed(_ period: String) -> SimulatedResponse {
    let message = "Value error, period must be a month and a year, such as May 2025"
    return SimulatedResponse(
      status: 422,
      [
        "detail": [
          [
            "loc": ["query", "period"], "msg": .text(message), "type": "value_error",
            "input": .text(period), "ctx": ["error": [:]],
          ]
        ],
        "message": "Validation error",
      ]
    )
  }

  func failure(_ status: Int) -> SimulatedResponse {
    switch status {
    case 401:
      SimulatedResponse(
        status: 401,
        ["message": "Authentication failed. Please check your API key."]
      )
    case 404: SimulatedResponse(status: 404, ["detail": "Not Found"])
    case 429:
      SimulatedResponse(
        status: 429,
        ["message": "Rate limit exceeded", "detail": "100 requests per minute are allowed"]
      )
    case 529: SimulatedResponse(status: 529, ["message": "The cluster is overloaded"])
    default:
      SimulatedResponse(
        status: status,
        ["message": "Internal server error", "detail": "Something went wrong on our side"],
        headers: ["x-error-class": "NotteApiExecutionError"]
      )
    }
  }
}
