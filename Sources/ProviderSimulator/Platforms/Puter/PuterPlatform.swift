import UsageModel

/// `GET /metering/usage` and `GET /metering/usage/APP`, in microcents.
struct PuterPlatform: Platform {
  let name = "puter"

  private static let contentType = "application/json; charset=utf-8"
  /// Two thousand dollars a month come with the account's plan.
  private static let allowance: FixedDecimal = 200_000_000_000
  /// Five hundred dollars were bought on top.
  private static let purchased: FixedDecimal = 50_000_000_000

  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse {
    guard let token = request.bearer, !token.isEmpty else {
      return Self.error(401, "Missing authentication token.", code: "token_missing")
    }
    guard token == Credentials.puterToken else {
      return Self.error(401, "Authentication failed.", code: "token_auth_failed")
    }
    let ledger = PuterLedger(now: now, world: world)
    let path = request.path.dropFirst()
    guard request.method == "GET", path.starts(with: ["metering", "usage"]) else {
      return failure(404)
    }
    switch path.count {
    case 2: return Self.ok(usage(ledger))
    case 3: return usage(of: path[path.endIndex - 1], ledger)
    default: return failure(404)
    }
  }

  private func usage(_ ledger: PuterLedger) -> JSON {
    let total = ledger.total
    let allowanceUsed = min(total, Self.allowance)
    let consumed = min(Self.purchased.units, total.units - allowanceUsed.units)
    let left = Self.allowance.units - allowanceUsed.units + Self.purchased.units - consumed
    let totals: [JSON.Member] = [
      .init("total", .decimal(total)), .init("allowanceUsed", .decimal(allowanceUsed)),
      .init("monthlyChargesApplied", 1),
    ]
    let apps = App.allCases.compactMap { app -> JSON.Member? in
      let total = ledger.total(of: app)
      guard total.count > 0 else { return nil }
      return JSON.Member(
        app.puterID,
        ["total": .decimal(total.cost), "count": .integer(total.count)]
      )
    }
    return [
      "usage": .object(totals + ledger.lines()),
      "appTotals": .object(apps),
      "allowanceInfo": [
        "monthUsageAllowance": .decimal(Self.allowance),
        "remaining": .decimal(FixedDecimal(units: left)),
        "addons": [
          "purchasedCredits": .decimal(Self.purchased),
          "consumedPurchaseCredits": .decimal(FixedDecimal(units: consumed)),
          "purchasedStorage": 0, "rateDiscounts": [:],
        ],
      ],
    ]
  }

  /// An app's own record.
  ///
  /// A text that begins with `app-` is an id and need not be known. Any other is a name and must be; what
  /// belongs to no app has none.
  private func usage(of text: String, _ ledger: PuterLedger) -> SimulatedResponse {
    let app = App.allCases.first { app in
      app != .unassigned
        && (app.puterID == text || app.name.lowercased() == text.lowercased())
    }
    guard let app else {
      return text.hasPrefix("app-") ? Self.ok(["total": 0]) : Self.error(404, "App not found")
    }
    let total = JSON.Member("total", .decimal(ledger.total(of: app).cost))
    return Self.ok(.object([total] + ledger.lines(of: app)))
  }

  func failure(_ status: Int) -> SimulatedResponse {
    switch status {
    case 401: return Self.error(401, "Authentication failed.", code: "token_auth_failed")
    case 403: return Self.error(403, "Permission denied.", code: "forbidden")
    case 404: return Self.error(404, "Not found")
    case 429: return Self.error(429, "Too many requests.", code: "too_many_requests")
    case 503:
      var reply = Self.error(503, "Database is overloaded.", code: "db_unavailable")
      reply.headers["Retry-After"] = "5"
      return reply
    default: return Self.error(status, "An internal error occurred.", code: "internal_error")
    }
  }

  private static func ok(_ json: JSON) -> SimulatedResponse {
    SimulatedResponse(contentType: contentType, json)
  }

  private static func error(
    _ status: Int,
    _ message: String,
    code: String? = nil
  ) -> SimulatedResponse {
    var members = [JSON.Member("error", .text(message)), JSON.Member("message", .text(message))]
    if let code { members.append(JSON.Member("code", .text(code))) }
    return SimulatedResponse(status: status, contentType: contentType, .object(members))
  }
}
