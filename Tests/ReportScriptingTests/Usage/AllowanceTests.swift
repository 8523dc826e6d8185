import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct AllowanceTests {
  /// Credits of helius that are used up in November, and storage of puter without a limit.
  private static let data = MadeUpData(
    allowances: [
      series("helius", "monthly credits", "helius:credit") { day in
        Allowance(
          name: "monthly credits",
          limit: 1000,
          used: FixedDecimal(day * 40),
          remaining: FixedDecimal(1000 - day * 40),
          unit: "helius:credit",
          resetsAt: moment("2026-12-01T00:00:00Z")
        )
      },
      series("puter-main", "balance", "USD") { day in
        Allowance(name: "balance", remaining: FixedDecimal(units: .init(day)), unit: "USD")
      },
      series("puter-main", "storage", "byte") { day in
        Allowance(name: "storage", used: FixedDecimal("\(day).5"), unit: "byte")
      },
    ]
  )

  /// A point at noon of each day from 31 October to 20 November, learnt an hour later.
  private static func series(
    _ source: String,
    _ name: String,
    _ unit: String,
    _ allowance: (Int) -> Allowance
  ) -> AllowanceSeries {
    let points = (0...20).map { day in
      let at = moment("2026-10-31T12:00:00Z").advanced(bySeconds: Int64(day) * 86_400)
      let learnt = at.advanced(bySeconds: 3600)
      return AllowancePoint(observedAt: at, learntAt: learnt, allowance: allowance(day))
    }
    return AllowanceSeries(source: source, name: name, unit: unit, points: points)
  }

  private func printed(_ source: String, data: MadeUpData = data) async throws -> [String] {
    try await ReportScriptingTests.printed(input(source, data: data))
  }

  @Test func `a row tells how an allowance stood last`() async throws {
    #expect(
      try await printed(
        """
        for _, row in ipairs(allowances.load()) do
          print(row.source, row.name, row.limit, row.used, row.remaining, row.unit)
          print(row.resets_at, row.runs_out and row.runs_out.expected, row.at)
        end
        """
      ) == [
        "helius\tmonthly credits\t1,000 helius credits\t800 helius credits\t200 helius credits\thelius:credit",
        "2026-12-01T00:00:00Z\t2026-11-25\t2026-11-20T12:00:00Z",
        "puter-main\tbalance\tnil\tnil\t$2 × 10⁻¹¹\tUSD", "nil\tnil\t2026-11-20T12:00:00Z",
        "puter-main\tstorage\tnil\t20.5\tnil\tbyte", "nil\tnil\t2026-11-20T12:00:00Z",
      ]
    )
  }

  @Test func `amounts of a currency are exact money, others are numbers`() async throws {
    #expect(
      try await printed(
        """
        local credits, balance, storage = table.unpack(allowances.load())
        print(credits.remaining.text, balance.remaining.text, storage.used * 2)
        print(credits.used / credits.limit, credits.used + credits.remaining == credits.limit)
        """
      ) == ["200 helius:credit\t0.00000000002 USD\t41.0", "0.8\ttrue"]
    )
  }

  @Test func `source and name choose`() async throws {
    func count(_ options: String) async throws -> String? {
      try await printed("print(#allowances.load(\(options)))").first
    }
    #expect(try await count("{ source = 'puter-main' }") == "2")
    #expect(try await count("{ source = 'puter-main', name = 'storage' }") == "1")
    #expect(try await count("{ name = 'storage' }") == "1")
    #expect(try await count("{ name = 'nothing' }") == "0")
    // It is configured, and tells none.
    #expect(try await count("{ source = 'notte-main' }") == "0")
  }

  @Test func `a period has what was seen in it, and what was learnt by then counts`() async throws {
    func at(_ options: String) async throws -> String? {
      try await printed("print(allowances.load(\(options))[1].at)").first
    }
    #expect(try await at("{ period = period('2026-10') }") == "2026-10-31T12:00:00Z")
    #expect(try await at("{ period = period('2026-11-03') }") == "2026-11-03T12:00:00Z")
    #expect(try await at("{ as_of = '2026-11-05T13:00:00Z' }") == "2026-11-05T12:00:00Z")
    #expect(try await at("{ as_of = '2026-11-05T12:59:59Z' }") == "2026-11-04T12:00:00Z")
    #expect(try await at("{ as_of = '2099-01-01T00:00:00Z' }") == "2026-11-20T12:00:00Z")
    let early = "print(#allowances.load { period = period('2026-09') })"
    #expect(try await printed(early) == ["0"])
  }

  @Test func `a point at a period's end belongs to the next one`() async throws {
    let at = moment("2026-11-01T00:00:00Z")
    let data = MadeUpData(
      allowances: [
        AllowanceSeries(
          source: "helius",
          name: "a",
          unit: "byte",
          points: [
            AllowancePoint(
              observedAt: at,
              learntAt: at,
              allowance: Allowance(name: "a", unit: "byte")
            )
          ]
        )
      ]
    )
    let source = """
      print(#allowances.load { period = period("2026-10") }, #allowances.load { period = period("2026-11") })
      """
    #expect(try await printed(source, data: data) == ["0\t1"])
  }

  @Test func `with history, a row has its points in order of time`() async throws {
    #expect(
      try await printed(
        """
        local row = allowances.load { source = "helius", history = true, period = period("2026-11-03..2026-11-05") }[1]
        for _, point in ipairs(row.points) do print(point.at, point.used, point.remaining, point.limit) end
        print(#row.points, row.used == row.points[#row.points].used)
        local whole = allowances.load { history = true, as_of = "2026-11-10T00:00:00Z" }
        print(#whole, #whole[1].points)
        """
      ) == [
        "2026-11-03T12:00:00Z\t120 helius credits\t880 helius credits\t1,000 helius credits",
        "2026-11-04T12:00:00Z\t160 helius credits\t840 helius credits\t1,000 helius credits",
        "2026-11-05T12:00:00Z\t200 helius credits\t800 helius credits\t1,000 helius credits",
        "3\ttrue", "3\t9",
      ]
    )
  }

  @Test func `rows go into tables, and points into charts`() async throws {
    let blocks = try await blocks(
      """
      local rows = allowances.load { history = true, source = "helius" }
      r:table(rows, { "name", "used", "limit", "runs_out" })
      r:chart(chart.line { rows[1].points, x = "at", y = "used" })
      """,
      data: Self.data
    )
    #expect(
      blocks[0].table?.rows.map(\.cells) == [
        [
          .text("monthly credits"), .money(Money(800, "helius:credit")),
          .money(Money(1000, "helius:credit")), .day(day("2026-11-25")),
        ]
      ]
    )
    #expect(blocks[1].chart?.series.first?.values.count == 20)
  }

  @Test(arguments: [
    (
      "allowances.load('helius')",
      "allowances.load: argument 1 (query): expected a table, got \"helius\""
    ),
    (
      "allowances.load { source = 'heluis' }",
      "allowances.load: unknown source \"heluis\"; did you mean \"helius\"?"
    ),
    (
      "allowances.load { source = 5 }",
      "allowances.load: option \"source\": expected the name of a source, got 5"
    ),
    (
      "allowances.load { period = '2026-10' }",
      "allowances.load: option \"period\": expected a period, got \"2026-10\""
    ),
    (
      "allowances.load { as_of = 'noon' }",
      "allowances.load: option \"as_of\": expected a time such as 2026-10-31T12:00:00Z, got \"noon\""
    ),
    (
      "allowances.load { history = 1 }",
      "allowances.load: option \"history\": expected true or false, got 1"
    ),
    (
      "allowances.load { sorce = 'helius' }",
      "allowances.load: unknown option \"sorce\"; did you mean \"source\"?"
    ),
    ("allowances.load()[1].points", "row has no field or method \"points\""),
    (
      "allowances.load { history = true }[1].points[1].useed",
      "row has no field or method \"useed\"; did you mean \"used\"?"
    ),
    ("allowances.lod()", "allowances has no \"lod\"; did you mean \"load\"?"),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason(input("return \(expression)", data: Self.data)) == expected)
  }

  @Test func `a failure of the store ends the run`() async {
    struct Broken: ScriptData {
      struct Failure: Error {}
      func answer(_ query: UsageQuery) -> UsageAnswer { MadeUpData.empty.answer(query) }
      func allowances(since: Timestamp, asOf: Timestamp) throws -> [AllowanceSeries] {
        throw Failure()
      }
    }
    let source = "pcall(allowances.load) return report.new { title = 'x' }"
    await #expect(throws: Broken.Failure.self) {
      try await ScriptRunner.run(input(source, data: Broken()))
    }
  }
}
