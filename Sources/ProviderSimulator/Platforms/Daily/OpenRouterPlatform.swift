import UsageModel

/// `GET /api/v1/activity` of the last 30 completed days, and `GET /api/v1/credits`.
struct OpenRouterPlatform: Platform {
  let name = "openrouter"

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    guard request.bearer == Credentials.openRouterKey else { return failure(401) }
    let costs = DailyCosts(name, in: world)
    switch request.platformPath {
    case "/api/v1/activity":
      let days = (1...30).map { now.utcDay.advanced(by: -$0) }
      return SimulatedResponse([
        "data": .array(
          days.flatMap { day in costs.items(on: day, at: now).map { Self.row($0, day) } }
        )
      ])
    case "/api/v1/credits":
      return SimulatedResponse([
        "data": [
          "total_credits": .decimal(FixedDecimal(units: 100_500_000_000_000)),
          "total_usage": .decimal(FixedDecimal(units: 25_750_000_000_000)),
        ]
      ])
    default: return failure(404)
    }
  }

  private static func row(_ item: DailyCosts.Item, _ day: Day) -> JSON {
    [
      "date": .text("\(day)"), "model": .text("\(item.owner)/\(item.model)"),
      "provider_name": .text(item.owner), "usage": .decimal(item.cost),
      "byok_usage_inference": 7, "requests": .integer(item.quantity % 97),
      "prompt_tokens": .integer(item.quantity), "completion_tokens": .integer(item.quantity / 3),
      "reasoning_tokens": 0,
    ]
  }

  func failure(_ status: Int) -> SimulatedResponse {
    let message = SimulatedResponse.reasons[status] ?? "Error"
    return SimulatedResponse(
      status: status,
      ["error": ["code": .integer(status), "message": .text(message)]]
    )
  }
}
