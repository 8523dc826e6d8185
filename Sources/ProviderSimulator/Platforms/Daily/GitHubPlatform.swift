import UsageModel

/// `GET /organizations/simulated/settings/billing/usage` of one month.
struct GitHubPlatform: Platform {
  let name = "github"

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    guard request.bearer == Credentials.gitHubToken else { return failure(401) }
    guard request.platformPath == "/organizations/simulated/settings/billing/usage",
      request.headers["accept"] == "application/vnd.github+json"
    else { return failure(404) }
    guard let year = request.query["year"].flatMap({ Int($0) }),
      let number = request.query["month"].flatMap({ Int($0) }), (1...12).contains(number)
    else { return failure(400) }
    let month = Month(year: year, month: number)
    let costs = DailyCosts(name, in: world)
    let items = (0..<month.length).flatMap { offset in
      let day = month.start.advanced(by: offset)
      return costs.items(on: day, at: now).map { Self.item($0, day) }
    }
    return SimulatedResponse(["usageItems": .array(items)])
  }

  private static func item(_ item: DailyCosts.Item, _ day: Day) -> JSON {
    [
      "date": .text("\(day)"), "product": item.owner == "alpha" ? "Actions" : "copilot",
      "sku": .text("Simulated \(item.model)"), "quantity": .integer(item.quantity),
      "unitType": "Minutes", "grossAmount": .decimal(FixedDecimal(units: item.cost.units * 2)),
      "discountAmount": .decimal(item.cost), "netAmount": .decimal(item.cost),
      "organizationName": "simulated", "repositoryName": .text("simulated/\(item.owner)"),
    ]
  }

  func failure(_ status: Int) -> SimulatedResponse {
    SimulatedResponse(
      status: status,
      [
        "message": .text(SimulatedResponse.reasons[status] ?? "Error"),
        "documentation_url": "https://docs.github.com/rest",
      ]
    )
  }
}
