import ReportScripting
import Testing
import UsageModel

@Suite struct LoadingTests {
  @Test func `a frame has the totals of the days that are over`() async throws {
    #expect(
      try await printed(
        """
        local f = usage.load()
        print(f.cost, f.requests, f.coverage, #f, f.period)
        print(f.before)
        """
      ) == ["$57.00\t285\t0.95\t57\t2026-11", "$50.00"]
    )
  }

  @Test func `the running day counts where the query says so`() async throws {
    #expect(try await value("usage.load({ partial = true }).cost") == "$60.00")
    #expect(try await value("usage.load({ partial = false }).cost") == "$57.00")
  }

  @Test func `a closed period is whole, and so is what it is compared with`() async throws {
    #expect(try await value("usage.load({ period = period('2026-10') }).cost") == "$77.50")
    #expect(
      try await value("usage.load({ period = period.month():previous():same_days() }).cost")
        == "$50.00"
    )
    #expect(try await value("usage.load({ period = period('2026-12') }).cost") == "nil")
    #expect(try await value("usage.load({ period = period('2026-12') }).before") == "nil")
  }

  @Test(arguments: [
    ("{ app = 'Shop' }", "$38.00"), ("{ app = { 'Shop', 'Wallet' } }", "$57.00"),
    ("{ app = 'S*', provider = 'puter' }", "$38.00"), ("{ app = 'Nobody' }", "nil"),
    ("{ ['tag.team'] = 'core' }", "$19.00"), ("{ day = period.month().start }", "$3.00"),
    ("{ source = 'puter-*' }", "$57.00"), ("{ provider = {} }", "nil"),
  ])
  func `a filter takes values, lists and patterns`(
    condition: String,
    expected: String
  ) async throws {
    #expect(try await value("usage.load({ where = \(condition) }).cost") == expected)
    let filtered = "usage.load():where(\(condition)).cost"
    #expect(try await value(filtered) == expected)
  }

  @Test func `the query says what was asked for`() async throws {
    struct Asked: ScriptData {
      func answer(_ query: UsageQuery) throws -> UsageAnswer {
        let dimensions = query.dimensions.map { $0.map(\.name).sorted().description } ?? "all"
        throw UnanswerableQuery("\(query.days) \(dimensions) \(query.asOf)")
      }
    }
    let source = """
      return usage.load { dims = { "app", "tag.team" }, where = { provider = "p" },
        as_of = "2026-11-10T00:00:00Z", period = period("2026-10") }
      """
    let text = try #require(await failure(input(source, data: Asked())))
    #expect(
      text.hasPrefix(
        "test.lua:1: usage.load: 2026-10-01..<2026-11-01 [\"app\", \"provider\", \"tag.team\"] "
          + "2026-11-10T00:00:00Z\n"
      )
    )
  }

  @Test func `nothing later than the report's moment is seen`() async throws {
    struct AsOf: ScriptData {
      func answer(_ query: UsageQuery) throws -> UsageAnswer {
        throw UnanswerableQuery("\(query.asOf)")
      }
    }
    let text = await failure(
      input("usage.load { as_of = '2027-01-01T00:00:00Z' }", data: AsOf())
    )
    #expect(text?.hasPrefix("test.lua:1: usage.load: 2026-11-21T06:00:00Z\n") == true)
  }

  @Test func `sources, apps and dimensions are those of the configuration`() async throws {
    #expect(
      try await printed(
        """
        print(table.concat(usage.sources(), " "))
        print(table.concat(usage.apps(), " "))
        print(table.concat(usage.dims("notte-main"), " "))
        """
      ) == ["puter-main notte-main helius", "Shop Wallet", "day service"]
    )
  }

  @Test func `an empty store gives nil, never an error`() async throws {
    let source = """
      script { report = false }
      local f = usage.load()
      print(f.cost, f.requests, f.quantity, f.before, f.coverage, #f)
      print(#f:by("app"), #f:daily(), f:daily()[1].value, #f:unpriced())
      """
    let lines = try await ScriptRunner.run(input(source, data: MadeUpData.empty)).log
    #expect(lines == ["nil\tnil\tnil\tnil\tnil\t0", "0\t20\tnil\t0"])
  }

  @Test(arguments: [
    (
      "usage.load { dims = { 'app', 'provder' } }",
      "usage.load: unknown dimension \"provder\"; did you mean \"provider\"?"
    ),
    (
      "usage.load { dims = { 5 } }",
      "usage.load: option \"dims\": entry 1: expected a dimension such as \"app\", got 5"
    ),
    (
      "usage.load { dims = 'app' }",
      "usage.load: option \"dims\": expected a table, got \"app\""
    ),
    (
      "usage.load { dims = { app = true } }",
      "usage.load: option \"dims\": a list is expected, got a value called \"app\""
    ),
    (
      "usage.load { dims = { 'app', nil, 'service' } }",
      "usage.load: option \"dims\": the list has a gap: its entry 2 is nil"
    ),
    (
      "usage.load { perod = period.month() }",
      "usage.load: unknown option \"perod\"; did you mean \"period\"?"
    ),
    (
      "usage.load { period = '2026-10' }",
      "usage.load: option \"period\": expected a period, got \"2026-10\""
    ),
    (
      "usage.load { partial = 1 }",
      "usage.load: option \"partial\": expected true or false, got 1"
    ),
    (
      "usage.load { view = 'invoiced' }",
      "usage.load: option \"view\": expected \"effective\" or \"billed\", got \"invoiced\""
    ),
    (
      "usage.load { as_of = 'yesterday' }",
      "usage.load: option \"as_of\": expected a time such as 2026-10-31T12:00:00Z, got \"yesterday\""
    ),
    (
      "usage.load { 'app' }",
      "usage.load: every option needs its name, such as { period = … }"
    ),
    (
      "usage.load { [3] = 'app' }",
      "usage.load: every option needs its name, such as { period = … }"
    ),
    ("usage.load('app')", "usage.load: argument 1 (query): expected a table, got \"app\""),
    (
      "usage.load { where = { provder = 'puter' } }",
      "usage.load: unknown dimension \"provder\"; did you mean \"provider\"?"
    ),
    (
      "usage.load { where = { 'puter' } }",
      "usage.load: option \"where\": takes dimensions by name: { provider = \"puter\" }"
    ),
    (
      "usage.load { where = { app = 5 } }",
      "usage.load: option \"where\": \"app\": expected a text or a day, got 5"
    ),
    (
      "usage.load { where = { app = { 'Shop', nil, 'Wallet' } } }",
      "usage.load: option \"where\": app: the list has a gap: its entry 2 is nil"
    ),
    ("usage.lod()", "usage has no \"lod\"; did you mean \"load\"?"),
    (
      "usage.dims('puter-mian')",
      "usage.dims: unknown source \"puter-mian\"; did you mean \"puter-main\"?"
    ),
    ("usage.dims()", "usage.dims: argument 1 (source): expected the name of a source, got nothing"),
    ("usage.apps(1)", "usage.apps: takes no arguments, got 1"),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("return \(expression)") == expected)
  }

  @Test func `an error shows its place, its line and how it was reached`() async {
    let source = """
      local month = period.month()
      local function load()
        return usage.load { period = month, dims = { "app", "provder" } }
      end
      local spend = load()
      return spend
      """
    #expect(
      await failure(source) == """
        test.lua:3: usage.load: unknown dimension "provder"; did you mean "provider"?
             3 |   return usage.load { period = month, dims = { "app", "provder" } }
               |                                                        ^
        stack: test.lua:3 in function 'load'
               test.lua:5 in main chunk
        """
    )
  }
}
