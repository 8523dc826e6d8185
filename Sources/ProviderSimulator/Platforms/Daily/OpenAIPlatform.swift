import UsageModel

/// `GET /v1/organization/costs` in days, seven a page at most, whatever limit is asked for.
struct OpenAIPlatform: Platform {
  let name = "openai"

  /// Fewer than the platform allows, so that a month always has several pages.
  private static let most = 7

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    guard request.bearer == Credentials.openAIKey else { return failure(401) }
    guard request.platformPath == "/v1/organization/costs" else { return failure(404) }
    guard request.query["bucket_width"] == "1d",
      request.query["group_by"] == "project_id,line_item",
      let start = request.query["start_time"].flatMap({ Int64($0) }), start % 86_400 == 0,
      let stop = request.query["end_time"].flatMap({ Int64($0) }), stop > start,
      stop <= now.seconds
    else { return failure(400) }
    let days = (start / 86_400)...((stop - 1) / 86_400)
    let limit = min(Self.most, request.query["limit"].flatMap { Int($0) } ?? 7)
    let costs = DailyCosts(name, in: world)
    let page = JSON.page(of: Array(days), size: limit, cursor: request.query["page"]) { day in
      let items = costs.items(on: Day(daysSince1970: Int(day)), at: now)
      return [
        "object": "bucket", "start_time": .integer(Int(day * 86_400)),
        "end_time": .integer(Int((day + 1) * 86_400)),
        "results": .array(items.map(Self.result)),
      ]
    }
    return page.map { SimulatedResponse($0) } ?? failure(400)
  }

  private static func result(_ item: DailyCosts.Item) -> JSON {
    [
      "object": "organization.costs.result",
      // The platform has sent both.
      "amount": [
        "value": item.owner == "alpha" ? .text(item.cost.description) : .decimal(item.cost),
        "currency": "usd",
      ],
      "line_item": .text("\(item.model), \(item.meter)"),
      "project_id": .text("proj_\(item.owner)"), "api_key_id": .null,
      "quantity": .integer(item.quantity), "quantity_unit": "tokens",
    ]
  }

  func failure(_ status: Int) -> SimulatedResponse {
    let message = SimulatedResponse.reasons[status] ?? "Error"
    return SimulatedResponse(
      status: status,
      ["error": ["message": .text(message), "type": "error", "param": .null, "code": .null]]
    )
  }
}
