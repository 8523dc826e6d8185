import Testing
import UsageModel
import UsagePlugins
import UsageProviders

struct NormalisingTests {
  private func lines(_ reply: NormalisedReply) -> [String] {
    reply.readings.map { reading in
      let key = reading.key
      let names = [key.appID, key.service, key.meter].map { $0 ?? "-" }.joined(separator: " ")
      return "\(reading.window.start.utcDay) \(key.facet.rawValue) \(names) "
        + "\(key.measure.rawValue) \(reading.value) \(key.unit)"
    }
  }

  @Test
  func `records become counters of their day, and of its total`() throws {
    let reply = try SamplePlugin.normalised(
      """
      local records = {}
      for i, row in ipairs(reply.body.rows) do
        records[i] = { day = row.day, app = row.app, service = "s", cost = row.cost, requests = row.count,
          quantity = row.tokens, unit = "tokens" }
      end
      return { records = records }
      """,
      of: """
        {"rows":[{"day":"2026-11-02","app":"a","cost":0.1,"count":3,"tokens":50},
        {"day":"2026-11-02","app":"a","cost":0.20000000001,"count":1,"tokens":5},
        {"day":"2026-11-02","app":null,"cost":1e-3,"count":1,"tokens":7}]}
        """
    )
    #expect(
      lines(reply) == [
        "2026-11-02 app+service (no app) s - cost 0.001 USD",
        "2026-11-02 app+service (no app) s - quantity 7 tokens",
        "2026-11-02 app+service (no app) s - requests 1 request",
        "2026-11-02 app+service a s - cost 0.30000000001 USD",
        "2026-11-02 app+service a s - quantity 55 tokens",
        "2026-11-02 app+service a s - requests 4 request",
        "2026-11-02 total - - - cost 0.30100000001 USD",
        "2026-11-02 total - - - requests 5 request",
      ]
    )
    #expect(reply.readings.allSatisfy { $0.window.basis == .chargePeriod })
    #expect(reply.readings.allSatisfy { $0.observedAt == SamplePlugin.noon })
  }

  @Test
  func `days of the span without a record are zero, up to the day of the reply`() throws {
    let body =
      #"return { records = { { day = "2026-11-19", cost = 2 } }, span = { from = "2026-11-18", to = "2026-12-01" } }"#
    #expect(
      lines(try SamplePlugin.normalised(body)) == [
        "2026-11-18 total - - - cost 0 USD",
        "2026-11-19 app+service (no app) - - cost 2 USD",
        "2026-11-19 total - - - cost 2 USD",
        "2026-11-20 total - - - cost 0 USD",
        "2026-11-21 total - - - cost 0 USD",
      ]
    )
    let empty = #"return { span = { from = "2026-11-20", to = "2026-11-21", of = "requests" } }"#
    #expect(
      lines(try SamplePlugin.normalised(empty)) == ["2026-11-20 total - - - requests 0 request"]
    )
  }

  @Test
  func `records of periods that have not begun are left out, and two of one moment refused`() throws
  {
    let later =
      #"return { records = { { day = "2026-11-19", cost = 2 }, { day = "9999-12-30", cost = 5 } } }"#
    #expect(
      lines(try SamplePlugin.normalised(later)) == [
        "2026-11-19 app+service (no app) - - cost 2 USD", "2026-11-19 total - - - cost 2 USD",
      ]
    )
    let twice = """
      return { records = { { day = "2026-11-01", cost = 1 },
        { start = "2026-10-31", stop = "2026-11-03", cost = 10 } } }
      """
    let error = #expect(throws: (any Error).self) { try SamplePlugin.normalised(twice) }
    #expect(
      error.map { "\($0)" }?.contains(
        "the periods from 2026-10-31T00:00:00Z to 2026-11-03T00:00:00Z and from 2026-11-01T00:00:00Z to "
          + "2026-11-02T00:00:00Z overlap; each moment belongs to one period"
      ) == true
    )
  }

  @Test
  func `decimals are exact, as numbers, as texts and after sums`() throws {
    let reply = try SamplePlugin.normalised(
      """
      local x = reply.body
      assert(tostring(x.a + x.b) == "0.3" and x.a < x.b and x.a * 3 == decimal("0.3"))
      assert(tostring(decimal("412.8051234567891", -2)) == "4.128051234568" and x.whole == 3)
      assert(tostring(x.a / 3) == "0.033333333333" and tostring(-x.a) == "-0.1" and 1 - x.a == decimal("0.9"))
      return { records = { { day = "2026-11-02", cost = x.a + x.b }, { day = "2026-11-03", cost = "0.3" } } }
      """,
      of: #"{"a":0.1,"b":0.2,"whole":3}"#
    )
    #expect(reply.readings.allSatisfy { $0.value == FixedDecimal("0.3") })
  }

  @Test
  func `readings are odometers of a window, allowances and warnings come along`() throws {
    let reply = try SamplePlugin.normalised(
      """
      return {
        plan = "Team", warnings = { "nearly used up" },
        readings = {
          { value = 5, window = { start = "2026-11-05", stop = "2026-12-05T00:00:00Z" } },
          { value = "1.5", app = "a", service = "s" },
        },
        allowances = { { name = "credits", limit = 10, remaining = reply.body.left, resets_at = "2026-12-01" } },
      }
      """,
      of: #"{"left":4.25}"#
    )
    #expect(
      lines(reply) == [
        "2026-11-05 total - - - cost 5 USD", "2026-11-01 app+service a s - cost 1.5 USD",
      ]
    )
    #expect(reply.readings.map(\.window.basis) == [.stated, .calendarMonth])
    #expect(reply.plan == "Team")
    #expect(reply.findings == [ReplyFinding(.warning, "nearly used up")])
    #expect(reply.allowances.first?.remaining == FixedDecimal("4.25"))
  }

  @Test(arguments: [
    ("return 3", "normalise: expected a table such as { records = { … } }, got 3"),
    ("return nil", "normalise: expected a table such as { records = { … } }, got nothing"),
    ("return { record = {} }", #"unknown field "record"; did you mean `records`?"#),
    ("return { records = { 3 } }", "records[1]: expected a table, got 3"),
    (
      #"return { records = { { day = "2026-11-02", costs = 1 } } }"#,
      #"records[1]: unknown field "costs"; did you mean `cost`?"#
    ),
    (
      #"return { records = { { day = "2026-11-02" } } }"#,
      "records[1]: a record has a cost, requests, or a quantity with its unit"
    ),
    (
      #"return { readings = { { value = "12.5", measure = "cost", unit = "EUR" } } }"#,
      #"readings[1].unit: a cost has a currency: write currency = "USD""#
    ),
    (
      #"return { records = { { day = "2026-11-02", cost = 0.1 } } }"#,
      #"records[1].cost: 0.1 is a binary fraction and not exact; take the number as the platform sent it, or decimal("…")"#
    ),
    (
      #"return { records = { { day = "2026-11-02", cost = "NaN" } } }"#,
      #"records[1].cost: expected a number, got "NaN""#
    ),
    (
      #"return { records = { { day = "yesterday", cost = 1 } } }"#,
      #"records[1].day: expected a day such as "2026-11-03", a time such as "2026-11-03T00:00:00Z", or seconds since 1970, got "yesterday""#
    ),
    (
      #"return { records = { { cost = 1 } } }"#,
      "records[1].start: expected a day, or start and stop of a period, got nothing"
    ),
    (
      #"return { records = { { start = 20, stop = 10, cost = 1 } } }"#,
      "records[1].stop: a period ends after it starts, at 1970-01-01T00:00:20Z"
    ),
    (
      #"return { records = { { day = "2026-11-02", quantity = 1 } } }"#,
      "records[1].unit: expected the unit of the quantity, got nothing"
    ),
    (
      #"return { records = { { day = "2026-11-02", cost = 1, currency = "EUR" } } }"#,
      #"records[1].currency: the plug-in's `currency` has USD, and not "EUR""#
    ),
    (
      #"return { records = { { day = "2026-11-02", cost = 1, app = "(other)" } } }"#,
      #"records[1].app: "(other)" is a name that tally gives itself"#
    ),
    (
      #"return { records = { { day = "2026-11-02", cost = 1, charge = "gift" } } }"#,
      #"records[1].charge: expected one of usage, fee, top-up, credit, adjustment, tax, got "gift""#
    ),
    (
      #"return { span = { from = "2026-11-03", to = "2026-11-02" } }"#,
      "span.to: a span ends after it begins, and has at most 3660 days"
    ),
    (
      #"return { readings = { { value = 1 } }, records = { { day = "2026-11-02", cost = 1 } } }"#,
      "a reply has records, or readings of counters, not both"
    ),
    (
      "return { readings = { { value = 1 }, { value = 2 } } }",
      "readings[2]: another reading is of the same counter and window"
    ),
    ("return { warnings = { {} } }", "warnings[1]: expected a text, got a table"),
  ])
  func `what is wrong with a result is told with its place`(body: String, message: String) {
    let error = #expect(throws: ReplyError.self) { try SamplePlugin.normalised(body) }
    #expect(error?.description == "\(SamplePlugin.path): \(message)")
  }

  @Test
  func `the same comes out of another process's bytes and of this one's`() async throws {
    let text = SamplePlugin.text(
      normalise:
        #"return { records = { { day = "2026-11-02", service = "s", cost = reply.body.x } } }"#
    )
    let plugin = try SamplePlugin.plugin(text)
    let reply = ProviderReply(
      request: "a",
      body: Array(#"{"x":1.25}"#.utf8),
      observedAt: SamplePlugin.noon,
      learntAt: SamplePlugin.noon
    )
    #expect(try await plugin.read(reply) == plugin.normalise(reply))
  }
}
