import Testing
import UsageModel
import UsageProviders

struct PuterTests {
  private let puter = PuterProvider()

  private let month = """
    {"usage": {"total": 3150.5, "allowanceUsed": 3000, "monthlyChargesApplied": 1,
      "openai:gpt-7-mini:prompt_tokens": {"units": 1200, "cost": 2000, "count": 4},
      "openrouter:acme/model-4_dot_5:prompt": {"units": 10, "cost": 0, "count": 1},
      "kv:read:cached": {"units": 5, "cost": 8.5, "count": 5},
      "storage:write:ops": {"units": 2, "cost": 1000, "count": 2},
      "egress:bytes": {"units": 4096, "cost": 142, "count": 3},
      "manual_adjustment": {"units": -1, "cost": -200, "count": 1}},
     "appTotals": {"os-global": {"total": 950.5, "count": 12},
      "app-1111": {"total": 2200, "count": 4}},
     "allowanceInfo": {"monthUsageAllowance": 5000, "remaining": 102000,
      "addons": {"purchasedCredits": 100000, "consumedPurchaseCredits": 150.5,
        "purchasedStorage": 1024, "rateDiscounts": {}}}}
    """

  @Test func `dollars are microcents by a hundred million`() throws {
    let reply = try puter.normalise(Sample.reply(month))
    #expect(reply.lines(.total) == [" cost 0.000031505 USD"])
    #expect(
      reply.lines(.app) == [
        "app-1111 cost 0.000022 USD", "app-1111 requests 4 request",
        "os-global cost 0.000009505 USD", "os-global requests 12 request",
      ]
    )
  }

  @Test func `keys become services and meters, scalars between them do not`() throws {
    let reply = try puter.normalise(Sample.reply(month))
    #expect(
      reply.lines(.service) == [
        "egress|bytes cost 0.00000142 USD", "egress|bytes requests 3 request",
        "egress|bytes quantity 4096 byte",
        "kv|read:cached cost 0.000000085 USD", "kv|read:cached requests 5 request",
        "kv|read:cached quantity 5 request",
        "adjustment cost -0.000002 USD (adjustment)",
        "adjustment requests 1 request (adjustment)",
        "adjustment quantity -1 unit (adjustment)",
        "openai:gpt-7-mini|prompt_tokens cost 0.00002 USD",
        "openai:gpt-7-mini|prompt_tokens requests 4 request",
        "openai:gpt-7-mini|prompt_tokens quantity 1200 token",
        "openrouter:acme/model-4.5|prompt cost 0 USD",
        "openrouter:acme/model-4.5|prompt requests 1 request",
        "openrouter:acme/model-4.5|prompt quantity 10 token",
        "storage|write:ops cost 0.00001 USD", "storage|write:ops requests 2 request",
        "storage|write:ops quantity 2 request",
      ]
    )
    #expect(
      Set(reply.readings.compactMap(\.key.category)) == [
        "Networking", "Databases", "Other", "AI and Machine Learning", "Storage",
      ]
    )
  }

  @Test func `the window is the calendar month in UTC`() throws {
    let reply = try puter.normalise(Sample.reply(month))
    let window = Sample.window(
      "2026-11-01T00:00:00Z",
      "2026-12-01T00:00:00Z",
      .calendarMonth
    )
    #expect(reply.readings.allSatisfy { $0.window == window && $0.observedAt == Sample.noon })
  }

  @Test func `the allowance and what was bought are told apart`() throws {
    let reply = try puter.normalise(Sample.reply(month))
    #expect(
      reply.allowanceLines == [
        "monthly allowance: 0.00003 of 0.00005, 0.00002 left, USD, resets 2026-12-01T00:00:00Z",
        "purchased credits: 0.000001505 of 0.001, 0.000998495 left, USD",
        "purchased storage: - of 1024, - left, byte",
      ]
    )
  }

  @Test func `without a total the sum of the parts is the total`() throws {
    let body =
      #"{"usage": {"kv:read": {"cost": 1.5, "count": 1, "units": 1}, "kv:write": {"cost": 2, "count": 1, "units": 1}}, "appTotals": {}}"#
    let reply = try puter.normalise(Sample.reply(body))
    #expect(reply.lines(.total) == [" cost 0.000000035 USD"])
  }

  @Test func `display credits stay credits`() throws {
    let body = """
      {"usage": {"total": 12.5, "kv:read": {"cost": 12.5, "count": 3, "units": 3}},
       "appTotals": {"others": {"total": null}, "app-1": {"total": 12.5, "count": 3}},
       "allowanceInfo": {"monthUsageAllowance": 1000, "remaining": 987.5, "addons": {}, "unit": "credits"}}
      """
    let reply = try puter.normalise(Sample.reply(body))
    #expect(reply.lines(.total) == [" cost 12.5 puter:credit"])
    #expect(reply.lines(.app) == ["app-1 cost 12.5 puter:credit", "app-1 requests 3 request"])
    #expect(
      reply.allowanceLines == [
        "monthly allowance: 12.5 of 1000, 987.5 left, puter:credit, resets 2026-12-01T00:00:00Z"
      ]
    )
  }

  @Test func `credits are not dollars where only the usage object says so`() throws {
    let body = #"{"usage": {"total": 2, "unit": "credits", "kv:read": {"cost": 2}}}"#
    #expect(try puter.normalise(Sample.reply(body)).lines(.total) == [" cost 2 puter:credit"])
  }

  @Test(arguments: ["{}", #"{"total": null}"#, #"{"total": 0, "count": 0}"#])
  func `other apps may have used nothing`(others: String) throws {
    let body = """
      {"usage": {"total": 5}, "appTotals": {"app-1": {"total": 5, "count": 1}, "others": \(others)}}
      """
    let reply = try puter.normalise(Sample.reply(body))
    #expect(
      reply.lines(.app).prefix(2) == ["app-1 cost 0.00000005 USD", "app-1 requests 1 request"]
    )
    #expect(!reply.readings.contains { $0.key.appID == "others" && !$0.value.isZero })
  }

  @Test func `fractions of a microcent are rounded once, at the twelfth decimal of the dollar`()
    throws
  {
    let body = """
      {"usage": {"total": 6.8001, "egress:bytes": {"cost": 0.00005000000000000001},
        "kv:read:cached": {"cost": 0.00015}, "kv:write": {"cost": 1.7e1}}}
      """
    let reply = try puter.normalise(Sample.reply(body))
    #expect(reply.lines(.total) == [" cost 0.000000068001 USD"])
    #expect(
      reply.lines(.service) == [
        "egress|bytes cost 0.000000000001 USD", "kv|read:cached cost 0.000000000002 USD",
        "kv|write cost 0.00000017 USD",
      ]
    )
  }

  @Test func `what stands among the records and is none is unknown, and no usage`() throws {
    let body = """
      {"usage": {"total": 1, "surge": 5, "note": "hello", "list": [1], "about": {"version": 2},
        "batch": {"cost": 1, "colour": "red"}, "kv:read": {"cost": 0, "colour": "blue"}}}
      """
    let reply = try puter.normalise(Sample.reply(body))
    #expect(reply.lines(.service) == ["batch cost 0.00000001 USD", "kv|read cost 0 USD"])
    #expect(
      reply.findings.map(\.text) == [
        "Puter sends a field this version does not know: `usage.*.colour`",
        "Puter sends a field this version does not know: `usage.about`",
        "Puter sends a field this version does not know: `usage.list`",
        "Puter sends a field this version does not know: `usage.note`",
        "Puter sends a field this version does not know: `usage.surge`",
      ]
    )
  }

  @Test func `two spellings of one key add up`() throws {
    let body = #"{"usage": {"total": 3, "a:m.1:x": {"cost": 1}, "a:m_dot_1:x": {"cost": 2}}}"#
    let reply = try puter.normalise(Sample.reply(body))
    #expect(reply.lines(.service) == ["a:m.1|x cost 0.00000003 USD"])
  }

  @Test func `the detail of an app is a facet of its own`() throws {
    let body = #"{"total": 3, "kv:read": {"cost": 3, "count": 2, "units": 2}}"#
    let reply = try puter.normalise(Sample.reply(body, request: "usage app-1"))
    #expect(
      reply.lines(.appAndService) == [
        "app-1|kv|read cost 0.00000003 USD", "app-1|kv|read requests 2 request",
        "app-1|kv|read quantity 2 request",
      ]
    )
    #expect(
      try puter.normalise(Sample.reply(#"{"total":0}"#, request: "usage app-2")).readings == []
    )
  }

  @Test func `the dearest apps are asked about one by one, as many as allowed`() throws {
    var source = ProviderSource(name: "p", provider: "puter")
    let plan = FetchPlan(now: Sample.noon)
    let reply = Sample.reply(
      #"{"usage": {}, "appTotals": {"app-b": {"total": 2}, "app-a": {"total": 2}, "app-c": {"total": 1}, "os-global": {"total": 9}}}"#
    )
    #expect(puter.followUps(to: reply, for: source, plan: plan) == [])
    source.options["app_detail_limit"] = "2"
    #expect(
      puter.followUps(to: reply, for: source, plan: plan).map(\.path) == [
        ["metering", "usage", "app-a"], ["metering", "usage", "app-b"],
      ]
    )
    source.options["app_detail_limit"] = "1000000"
    let many = (1...200).map { "\"app-\($0)\": {\"total\": 1}" }.joined(separator: ",")
    let large = Sample.reply("{\"usage\": {}, \"appTotals\": {\(many)}}")
    #expect(puter.followUps(to: large, for: source, plan: plan).count == 100)
  }

  @Test(arguments: [
    (#"{"usage": {"total": "12x"}}"#, #"usage.total: expected a number, found text "12x""#),
    (
      #"{"usage": {"kv:read": {"cost": true}}}"#,
      "usage.kv:read.cost: expected a number, found true"
    ),
    (
      #"{"usage": {"kv:read": {"count": 1}}}"#,
      "usage.kv:read.cost: expected a number, found nothing"
    ),
    (#"{"usage": [1]}"#, "usage: expected an object, found a list"),
    (
      #"{"usage": {"kv:read": {"cost": 1e40}}}"#,
      "usage.kv:read.cost: expected a number within ±10¹⁸, found number 1e40"
    ),
    (
      #"{"usage": {"kv:read": 5}}"#, "usage.kv:read: expected an object, found number 5"
    ),
    (
      #"{"usage": {"total": NaN}}"#,
      #"expected JSON, found JSON that is broken at byte 21, before "NaN}}""#
    ),
    (
      #"{"usage": {"kv:read": {"cost": 1}, "kv:read": {"cost": 2}}}"#,
      "usage.kv:read: expected one value, found two"
    ),
    (
      #"{"usage": {"total": 1}, "allowanceInfo": {"unit": "euros"}}"#,
      #"allowanceInfo.unit: expected text "credits" or nothing, found text "euros""#
    ),
    (
      #"{"error": "Bad token", "message": "Bad token", "code": "token_auth_failed"}"#,
      #"expected usage, found the error "Bad token""#
    ),
    (
      #"{"total": 3"#,
      #"expected JSON, found JSON that is cut off, ending in "{\"total\": 3""#
    ),
    (
      "<html><head><title>Hello</title></head></html>",
      #"expected JSON, found an HTML page titled "Hello""#
    ),
    ("", "expected JSON, found nothing"),
  ])
  func `a wrong reply names the place`(body: String, message: String) {
    let error = #expect(throws: ReplyError.self) { try puter.normalise(Sample.reply(body)) }
    #expect(error?.description == message.replacing("\\\"", with: "\""))
  }
}
