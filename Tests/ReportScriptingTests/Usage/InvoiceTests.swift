import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct InvoiceTests {
  private static let rates = [
    Rate(unit: "EUR", price: .usd("1.5"), since: day("2026-10-01")),
    Rate(unit: "EUR", price: .usd("2"), since: day("2026-10-31")),
    Rate(unit: "EUR", price: .usd("9"), since: day("2026-11-01")),
  ]

  /// October of two sources, a part of November, one in EUR, and one that no rate converts.
  private static let data = MadeUpData(
    known: [
      KnownTerms(
        Terms(
          rates: rates,
          invoices: [
            invoice("puter-main", "2026-10", "70 USD"), invoice("notte-main", "2026-10", "7 EUR"),
            invoice("helius", "2026-10", "49 USD"), invoice("hosting", "2026-10", "5 GBP"),
            invoice("puter-main", "2026-10-25..2026-11-03", "25 USD"),
            invoice("puter-main", "2026-11-20..2026-11-25", "9 USD"),
          ]
        ),
        learntAt: moment("2026-11-05T00:00:00Z")
      )
    ]
  )

  private static func invoice(_ source: String, _ period: String, _ amount: String) -> Invoice {
    guard let period = Period(period), let amount = Money(amount) else {
      preconditionFailure("no invoice: \(period), \(amount)")
    }
    return Invoice(source: source, period: period, amount: amount)
  }

  private func printed(_ source: String, data: some ScriptData = data) async throws -> [String] {
    try await ReportScriptingTests.printed(input(source, data: data))
  }

  private static let show = """
    local function show(options)
      for _, row in ipairs(invoices.load(options)) do
        print(row.source, row.period, row.amount.text, row.recorded, row.invoiced, row.difference)
      end
    end
    """

  @Test func `an invoice stands beside what was recorded of its days`() async throws {
    #expect(
      try await printed("\(Self.show) show { period = period('2026-10') }") == [
        "helius\t2026-10\t49 USD\tnil\t$49.00\tnil", "hosting\t2026-10\t5 GBP\tnil\tnil\tnil",
        "notte-main\t2026-10\t7 EUR\t$15.50\t$14.00\t−$1.50",
        "puter-main\t2026-10\t70 USD\t$62.00\t$70.00\t$8.00",
      ]
    )
  }

  @Test func `it belongs to the period in which it ends, and days that are not over do not count`()
    async throws
  {
    #expect(
      try await printed("\(Self.show) show()") == [
        "puter-main\t2026-10-25..2026-11-03\t25 USD\t$23.00\t$25.00\t$2.00",
        "puter-main\t2026-11-20..2026-11-25\t9 USD\t$3.00\t$9.00\t$6.00",
      ]
    )
    #expect(
      try await printed("\(Self.show) show { source = 'notte-main', period = period('2026') }")
        == ["notte-main\t2026-10\t7 EUR\t$15.50\t$14.00\t−$1.50"]
    )
    // Each is in one of the months.
    let counts = """
      local sum = 0
      for month in period("2026"):each("month") do sum = sum + #invoices.load { period = month } end
      print(sum, #invoices.load { period = period("2026") })
      """
    #expect(try await printed(counts) == ["6\t6"])
  }

  @Test func `what is recorded is what was billed, of that source alone`() async throws {
    struct Fees: ScriptData {
      func answer(_ query: UsageQuery) -> UsageAnswer {
        MadeUpData(records: [
          record("puter*", cost: 1, billed: 30), record("puter*", cost: 4, billed: nil),
          record("puter-main", cost: 7, billed: 7),
        ]).answer(query)
      }

      func terms(asOf moment: Timestamp) -> Terms {
        Terms(invoices: [InvoiceTests.invoice("puter*", "2026-10", "31 USD")])
      }

      private func record(
        _ source: String,
        cost: FixedDecimal,
        billed: FixedDecimal?
      ) -> UsageRecord {
        UsageRecord(
          day: day("2026-10-01"),
          source: source,
          provider: "puter",
          billed: billed,
          effective: cost
        )
      }
    }
    #expect(
      try await printed("\(Self.show) show { period = period('2026-10') }", data: Fees())
        == ["puter*\t2026-10\t31 USD\t$30.00\t$31.00\t$1.00"]
    )
  }

  @Test func `invoices are those that were known when the report is made`() async throws {
    let early = input(
      "print(#invoices.load { period = period('2026-10') })",
      asOf: moment("2026-11-04T23:59:59Z"),
      data: Self.data
    )
    #expect(try await ReportScriptingTests.printed(early) == ["0"])
  }

  @Test func `rows go into a table with a total`() async throws {
    let table = try #require(
      try await blocks(
        """
        r:table(invoices.load { period = period("2026-10") }, { "source", "period", "recorded", "invoiced",
          "difference" }, { total = true })
        """,
        data: Self.data
      ).first?.table
    )
    #expect(table.rows[1].cells.suffix(3) == [.missing, .missing, .missing])
    #expect(table.total?.cells.suffix(3) == [.usd("77.5"), .usd("133"), .usd("6.5")])
  }

  @Test(arguments: [
    (
      "invoices.load('puter-main')",
      "invoices.load: argument 1 (query): expected a table, got \"puter-main\""
    ),
    (
      "invoices.load { source = 'hostin' }",
      "invoices.load: unknown source \"hostin\"; did you mean \"hosting\"?"
    ),
    (
      "invoices.load { source = {} }",
      "invoices.load: option \"source\": expected the name of a source, got a table"
    ),
    (
      "invoices.load { period = '2026-10' }",
      "invoices.load: option \"period\": expected a period, got \"2026-10\""
    ),
    (
      "invoices.load { perod = period('2026-10') }",
      "invoices.load: unknown option \"perod\"; did you mean \"period\"?"
    ),
    (
      "invoices.load { period = period('2026-10') }[1].invoice",
      "row has no field or method \"invoice\"; did you mean \"invoiced\"?"
    ),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason(input("return \(expression)", data: Self.data)) == expected)
  }

  @Test func `a failure of the store ends the run`() async {
    struct Broken: ScriptData {
      struct Failure: Error {}
      func answer(_ query: UsageQuery) -> UsageAnswer { MadeUpData.empty.answer(query) }
      func terms(asOf moment: Timestamp) throws -> Terms { throw Failure() }
    }
    let source = "pcall(invoices.load) return report.new { title = 'x' }"
    await #expect(throws: Broken.Failure.self) {
      try await ScriptRunner.run(input(source, data: Broken()))
    }
  }
}
