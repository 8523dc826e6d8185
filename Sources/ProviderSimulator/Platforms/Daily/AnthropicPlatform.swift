import UsageModel

/// `GET /v1/organizations/cost_report` in days, in cents.
struct AnthropicPlatform: Platform {
  let name = "anthropic"

  /// Fewer than the platform allows, so that a month always has several pages.
  private static let most = 10

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    guard request.headers["x-api-key"] == Credentials.anthropicKey else { return failure(401) }
    guard request.platformPath == "/v1/organizations/cost_report" else { return failure(404) }
    guard request.headers["anthropic-version"] == "2023-06-01",
      request.query["group_by[]"] == "workspace_id,description",
      let start = request.query["starting_at"].flatMap({ Timestamp(rfc3339: $0) }),
      let stop = request.query["ending_at"].flatMap({ Timestamp(rfc3339: $0) }), start < stop
    else { return failure(400) }
    let last = min(stop.advanced(bySeconds: -1).utcDay, now.utcDay)
    let count = max(0, last - start.utcDay + 1)
    let days = (0..<count).map { start.utcDay.advanced(by: $0) }
    let costs = DailyCosts(name, in: world)
    let page = JSON.page(of: days, size: Self.most, cursor: request.query["page"]) { day in
      [
        "starting_at": .text("\(day)T00:00:00Z"),
        "ending_at": .text("\(day.advanced(by: 1))T00:00:00Z"),
        "results": .array(costs.items(on: day, at: now).map(Self.result)),
      ]
    }
    return page.map { SimulatedResponse($0) } ?? failure(400)
  }

  private static func result(_ item: DailyCosts.Item) -> JSON {
    let cents = FixedDecimal(units: item.cost.units * 100)
    return [
      "amount": .text(cents.description), "currency": "USD", "cost_type": "tokens",
      "description": .text("\(item.model) Usage"), "model": .text(item.model),
      "token_type": .text(item.meter),
      "workspace_id": item.owner == "alpha" ? .null : .text("wrkspc_\(item.owner)"),
    ]
  }

  func failure(_ status: Int) -> SimulatedResponse {
    let kinds = [
      400: "invalid_request_error", 401: "authentication_error", 429: "rate_limit_error",
    ]
    return SimulatedResponse(
      status: status,
      [
        "type": "error",
        "error": [
          "type": .text(kinds[status] ?? "api_error"),
          "message": .text(SimulatedResponse.reasons[status] ?? "Error"),
        ],
        "request_id": "req_simulated",
      ]
    )
  }
}
