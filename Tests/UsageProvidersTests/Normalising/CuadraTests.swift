import Testing
import UsageModel
import UsageProviders

struct CuadraTests {
  private let cuadra = CuadraProvider()

  @Test func `credits of the stated period, whose last second belongs to it`() throws {
    let reply = try cuadra.normalise(
      Sample.reply(
        """
        {"storage": {"used": 600, "limit": 1000},
         "credits": {"used": 120.5, "limit": 500, "available": 379.5, "purchasedBalance": 90,
           "totalAvailable": 469.5, "overageCredits": 0, "isInOverage": false, "hardCap": false,
           "billingPeriod": "monthly", "periodStart": "2026-11-05T00:00:00Z",
           "periodEnd": "2026-12-04T23:59:59Z"},
         "plan": {"tier": "pro", "name": "Pro", "billingCycle": "monthly"}}
        """
      )
    )
    #expect(reply.lines(.total) == [" cost 120.5 cuadra:credit"])
    #expect(
      reply.readings.map(\.window)
        == [Sample.window("2026-11-05T00:00:00Z", "2026-12-05T00:00:00Z", .stated)]
    )
    #expect(
      reply.allowanceLines == [
        "credits: 120.5 of 500, 379.5 left, cuadra:credit, resets 2026-12-05T00:00:00Z",
        "purchased credits: - of -, 90 left, cuadra:credit",
        "overage: 0 of -, - left, cuadra:credit, resets 2026-12-05T00:00:00Z",
        "storage: 600 of 1000, 400 left, byte",
      ]
    )
  }

  @Test func `what only administrators see is absent, not zero`() throws {
    let reply = try cuadra.normalise(Sample.reply(#"{"credits": {"used": 3}}"#))
    #expect(
      reply.allowanceLines == [
        "credits: 3 of -, - left, cuadra:credit, resets 2026-12-01T00:00:00Z"
      ]
    )
    #expect(reply.readings.first?.window.basis == .calendarMonth)
  }

  @Test func `overage is an allowance of its own, and a warning`() throws {
    let reply = try cuadra.normalise(
      Sample.reply(
        """
        {"credits": {"used": 520, "limit": 500, "available": 0, "overageCredits": 20,
          "isInOverage": true}, "plan": {"tier": "pro"}}
        """
      )
    )
    #expect(reply.lines(.total) == [" cost 520 cuadra:credit"])
    #expect(
      reply.allowanceLines == [
        "credits: 520 of 500, 0 left, cuadra:credit, resets 2026-12-01T00:00:00Z",
        "overage: 20 of -, - left, cuadra:credit, resets 2026-12-01T00:00:00Z",
      ]
    )
    #expect(reply.plan == "pro")
    #expect(
      reply.findings == [
        ReplyFinding(.warning, "Cuadra AI says that the period's credits are used up (overage)")
      ]
    )
  }

  @Test(arguments: [
    ("2026-12-04T23:59:59.999Z", "2026-12-05T00:00:00Z"),
    ("2026-12-04T23:59:59+02:00", "2026-12-04T22:00:00Z"),
    ("2026-12-05T00:00:00Z", "2026-12-05T00:00:00Z"),
    ("2026-12-05", "2026-12-05T00:00:00Z"),
  ])
  func `an end is read as its author meant it`(stated: String, stop: String) throws {
    let reply = try cuadra.normalise(
      Sample.reply(
        #"{"credits": {"used": 1, "periodStart": "2026-11-05T00:00:00Z", "periodEnd": "\#(stated)"}}"#
      )
    )
    #expect(reply.readings.first?.window.stop == Sample.time(stop))
  }

  @Test(arguments: [
    (
      #"{"credits": {"used": 1, "periodStart": "2026-11-05", "periodEnd": "2026-11-04"}}"#,
      #"credits.periodEnd: expected a time after 2026-11-05, found text "2026-11-04""#
    ),
    (
      #"{"credits": {"used": 1, "periodStart": "soon", "periodEnd": "2026-11-04"}}"#,
      #"credits.periodStart: expected a date or a time like 2026-11-01T00:00:00Z, found text "soon""#
    ),
    (
      #"{"credits": {"used": 1, "periodEnd": "2026-12-04T23:59:59Z"}}"#,
      "credits.periodStart: expected text, found nothing"
    ),
    (#"{"credits": {"limit": 1}}"#, "credits.used: expected a number, found nothing"),
    (#"{"credits": {"used": null}}"#, "credits.used: expected a number, found null"),
    (
      #"{"title": "Unauthorized", "status": 401, "detail": "token expired"}"#,
      #"expected usage, found the error "token expired""#
    ),
  ])
  func `a wrong reply names the place`(body: String, message: String) {
    let error = #expect(throws: ReplyError.self) { try cuadra.normalise(Sample.reply(body)) }
    #expect(error?.description == message)
  }
}
