import UsageModel

/// `GET /v0/admin/projects/ID/usage`, in credits, for a cycle that begins on the sixth.
struct HeliusPlatform: Platform {
  let name = "helius"

  private static let contentType = "application/json; charset=utf-8"
  private static let firstDay = 6
  private static let creditsLimit = 10_000_000
  private static let prepaid = 2_000_000

  /// Where the streams of each product are.
  private static let places: [(product: HeliusProduct, places: [Int])] =
    HeliusProduct.allCases.map { product in
      let own = zip(World.places(of: HeliusWorkload.self), HeliusWorkload.streams)
        .filter { $0.1.name == "helius \(product.rawValue)" }
      return (product, own.map(\.0))
    }

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    let path = request.path.dropFirst()
    guard request.method == "GET", path.count == 5,
      path.starts(with: ["v0", "admin", "projects"]), path.last == "usage"
    else {
      return Self.error(404, "Cannot \(request.method) \(request.platformPath)")
    }
    let key = request.headers["x-api-key"] ?? request.query["api-key"]
    guard key == Credentials.heliusKey else { return failure(401) }
    guard path[path.endIndex - 2] == Credentials.heliusProject else { return failure(400) }
    return SimulatedResponse(contentType: Self.contentType, Self.usage(now, world))
  }

  /// The first day of the cycle that contains a moment, and of the next one.
  static func cycle(at now: Timestamp) -> (start: Day, stop: Day) {
    let today = now.utcDay
    let month = today.dayOfMonth >= firstDay ? today.month : today.month.advanced(by: -1)
    return (
      month.start.advanced(by: firstDay - 1), month.stop.advanced(by: firstDay - 1)
    )
  }

  private static func usage(_ now: Timestamp, _ world: World) -> JSON {
    let cycle = cycle(at: now)
    var credits: [JSON.Member] = []
    var requests: [JSON.Member] = []
    var bytes: [JSON.Member] = []
    // In parts of a credit, as they accrue; each number of the reply is rounded by itself.
    var total: FixedDecimal = .zero
    for (product, places) in places {
      let amounts = world.amounts(of: places, since: cycle.start, until: now)
      let amount = amounts.last ?? 0
      let used = FixedDecimal(
        units: Int128(amount * product.credits) * FixedDecimal.unitsPerOne
          / (product.isStream ? 100_000 : 1)
      )
      total = FixedDecimal(units: total.units + used.units)
      credits.append(.init(product.rawValue, whole(used)))
      if product.isStream {
        bytes.append(.init(product.rawValue, .integer(amount)))
      } else {
        requests.append(.init(product.rawValue, .integer(amount)))
      }
    }
    let used = Int(total.rounded(toPlaces: 0).units / FixedDecimal.unitsPerOne)
    let prepaidUsed = min(prepaid, max(0, used - creditsLimit))
    let dates: JSON = [
      "start": .text(cycle.start.description), "end": .text(cycle.stop.description),
    ]
    return [
      "creditsRemaining": .integer(max(0, creditsLimit - used + prepaidUsed)),
      "creditsUsed": .integer(used),
      "prepaidCreditsRemaining": .integer(prepaid - prepaidUsed),
      "prepaidCreditsUsed": .integer(prepaidUsed),
      "creditCycle": dates,
      "subscriptionDetails": [
        "billingCycle": dates, "creditsLimit": .integer(creditsLimit), "plan": "developer",
      ],
      "credits": .object(credits),
      "requests": .object(requests),
      "dataTransfer": .object(bytes),
    ]
  }

  private static func whole(_ amount: FixedDecimal) -> JSON {
    .decimal(amount.rounded(toPlaces: 0))
  }

  func failure(_ status: Int) -> SimulatedResponse {
    switch status {
    case 400: Self.error(400, "Invalid project id")
    case 401: Self.error(401, "Missing or invalid API key")
    case 403: Self.error(403, "Admin API not enabled for this project")
    case 429: Self.error(429, "ThrottlerException: Too Many Requests")
    case 500: Self.error(500, "Internal server error")
    default: Self.error(status, SimulatedResponse.reasons[status] ?? "Unknown")
    }
  }

  private static func error(_ status: Int, _ message: String) -> SimulatedResponse {
    SimulatedResponse(
      status: status,
      contentType: contentType,
      [
        "statusCode": .integer(status), "message": .text(message),
        "error": .text(SimulatedResponse.reasons[status] ?? "Error"),
      ]
    )
  }
}
