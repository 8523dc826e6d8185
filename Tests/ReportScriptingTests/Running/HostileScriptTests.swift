import LuaHost
import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct HostileScriptTests {
  @Test(arguments: [
    "for i = 1, 1e6 do t[i] = money('1 USD') end money.sum(t)",
    "for i = 1, 1e6 do t[i] = { n = i } end r:table(t, { 'n' })",
    "for i = 1, 1e6 do t[i] = { x = i, y = i } end chart.bars(t)",
    "for i = 1, 1e6 do t[i] = 'text ' .. i end r:list(t)",
    "for i = 1, 1e6 do t[i] = 1 end money.split(money('1 USD'), t)",
  ])
  func `a list of a million entries works or ends the script`(source: String) async {
    let limits = LuaLimits(cpuTime: .seconds(1), memory: 64 << 20)
    let text = await failure(
      input("local r = report.new { title = 'T' } local t = {} \(source)", limits: limits)
    )
    #expect(text?.contains("(limit ") == true || text?.contains("ended without") == true)
  }

  @Test func `text in the report counts towards the limit of output`() async {
    let limits = LuaLimits(output: 1 << 20)
    for block in [
      "text(long)", "heading(long)", "code(long)", "list({ long })", "note(long)",
      "figures({ { long, long } })", "table({ { x = long } }, { 'x' })",
      "section(long, function() end)",
      "columns(function(c) c:text(long) end)",
    ] {
      let source = """
        local r, long = report.new { title = "T" }, ("x"):rep(10000)
        for i = 1, 200 do r:\(block) end
        return r
        """
      #expect(
        await failure(input(source, limits: limits))?.split(separator: "\n").first
          == "test.lua:2: the script made too much output (limit 1 MiB)",
        "\(block)"
      )
    }
  }

  @Test func `a report within the limits is not disturbed`() async throws {
    let table = try await blocks(
      """
      local rows = {}
      for i = 1, 10000 do rows[i] = { name = "row " .. i, cost = money("1.5 USD"), n = i, share = i / 10000 } end
      r:table(rows, { "name", "cost", "n", "share" }, { total = true })
      """
    ).first?.table
    #expect(table?.rows.count == 10_000)
    #expect(table?.total?.cells[1] == .usd("15000"))
  }

  @Test func `a limit on rows makes a long list cheap`() async throws {
    let table = try await blocks(
      """
      local row, rows = { name = "x", cost = 1 }, {}
      for i = 1, 50000 do rows[i] = row end
      r:table(rows, { "name", "cost" }, { limit = 10 })
      """
    ).first?.table
    #expect(table?.rows.count == 10)
    #expect(table?.leftOut == 49_990)
  }

  @Test func `sections without end are an error`() async throws {
    let text = try #require(
      await failure(
        """
        local r = report.new { title = "T" }
        local function deeper(s) s:section("x", deeper) end
        deeper(r)
        return r
        """
      )
    )
    #expect(text.hasPrefix("test.lua:2: C stack overflow\n"))
  }

  @Test func `deep and circular lists are errors`() async {
    #expect(
      await reason(
        "local t = { 'x' } for i = 1, 100 do t = { 'x', t } end report.new({ title = 'T' }):list(t)"
      ) == "report:list: argument 1 has tables nested deeper than 64"
    )
    #expect(
      await reason("local t = { 'x' } t[2] = t report.new({ title = 'T' }):list(t)")
        == "report:list: argument 1 is a table that contains itself"
    )
    #expect(
      await reason("local t = {} t.t = t report.new({ title = 'T' }).list(t)")
        == "report:list: what it is called on is a table that contains itself"
    )
  }

  @Test(arguments: [
    "fmt.number(math.maxinteger)", "fmt.number(-1e26)", "fmt.bytes(1e26)", "fmt.duration(-1e26)",
    "fmt.percent(1e26)", "fmt.change(1e-12, 1e26)", "fmt.money(money('-1e26 USD'))",
    "fmt.money(money('0.000000000001 USD'))", "money('1e26 USD') * 1e-12",
    "period('9999'):previous(9998)", "period.week('9999-12-31').label",
    "period('0001-01-01..9999-12-31').label", "period('0001').elapsed_days",
    "period('9999-12-31'):same_days()", "#usage.load({ period = period('0001') }):by('app')",
    "usage.load({ period = period('9999') }).cost",
    "usage.load({ period = period('0001') }).before",
    "#usage.load({ period = period('2000-01-01..2030-12-31') }):daily()",
    "usage.load({ where = { app = ('*'):rep(10000) } }).cost",
    "usage.load({ where = { app = '\\0\\255' } }).cost",
    "#usage.load():by('app', 'app', 'app')", "#usage.load():by('tag.\\0')",
    "usage.load():by('app'):map({ ['\\n'] = function() return 0/0 end })",
    "money('1 USD') / 1e-12", "money.split(money('1e26 USD'), { 1e-12, 1e13 })[1]",
  ])
  func `extreme values give a value or an error`(expression: String) async throws {
    let source = "script { report = false } print(pcall(function() return \(expression) end))"
    let lines = try await ScriptRunner.run(input(source)).log
    #expect(lines.count == 1)
  }

  @Test func `extreme values can be shown`() async throws {
    let blocks = try await blocks(
      """
      local odd = { 0/0, 1/0, -1/0, 1e300, 2^63, math.mininteger, 1e-300, "\\0\\255", ("x"):rep(10) }
      local rows = {}
      for i, v in ipairs(odd) do rows[i] = { v = v } end
      for _, format in ipairs { "bar", "bytes", "change", "duration", "number", "percent", "text" } do
        r:table(rows, { { field = "v", format = format } }, { total = true })
      end
      for i, v in ipairs(odd) do r:figures { { "v", v, before = v, range = { v, v } } } end
      """
    )
    #expect(blocks.count == 16)
  }

  @Test func `a script cannot change what the host gave it`() async throws {
    #expect(
      try await printed(
        """
        local f = usage.load()
        print(pcall(function() f.cost = 5 end))
        print(pcall(setmetatable, f, {}))
        print(getmetatable(f))
        """
      ).allSatisfy { $0.hasPrefix("false") }
    )
  }

  @Test func `a question that cannot be answered is the script's mistake, at its line`() async {
    struct Unable: ScriptData {
      func answer(_ query: UsageQuery) throws -> UsageAnswer {
        throw UnanswerableQuery("source main tells its total only")
      }
    }
    #expect(
      await failure(input("local x = 1\nusage.load()", data: Unable())) == """
        test.lua:2: usage.load: source main tells its total only
             2 | usage.load()
               |       ^
        stack: test.lua:2 in main chunk
        """
    )
  }

  @Test(arguments: ["usage.load()", "pcall(usage.load) return report.new { title = 'x' }"])
  func `a failure of the store ends the run, whatever the script does`(script: String) async {
    struct Broken: ScriptData {
      struct Failure: Error {}
      func answer(_ query: UsageQuery) throws -> UsageAnswer { throw Failure() }
    }
    await #expect(throws: Broken.Failure.self) {
      try await ScriptRunner.run(input(script, data: Broken()))
    }
  }

  @Test func `a run leaves nothing behind`() async throws {
    final class Watched: ScriptData {
      func answer(_ query: UsageQuery) -> UsageAnswer { MadeUpData().answer(query) }
    }
    weak var watched: Watched?
    do {
      let data = Watched()
      watched = data
      let source = """
        local r = report.new { title = "T" }
        r:table(usage.load():by("app"), { "app", "cost", "trend" })
        return r
        """
      _ = try await ScriptRunner.run(input(source, data: data))
    }
    #expect(watched == nil)
  }
}

@Suite struct HostWorkTests {
  /// Work of the host without end, or memory of the host without end; `f` is a frame, `r` a report.
  static let scripts: [String] = [
    #"while true do usage.load{} end"#,
    #"while true do pcall(usage.load, {}) end"#,
    #"local t = {} while true do t[#t + 1] = usage.load{} end"#,
    #"while true do f:by('app', 'service', 'day') end"#,
    #"while true do t[#t + 1] = f:by('app', 'service', 'day') end"#,
    #"while true do t[#t + 1] = f:where { provider = '*' } end"#,
    #"while true do t[#t + 1] = f:where(function() return true end) end"#,
    #"while true do for row in f:rows() do t[#t + 1] = row end end"#,
    #"local g = f:by('app', 'day') while true do for row in g:rows() do t[#t + 1] = row end end"#,
    #"while true do t[#t + 1] = f:rows() end"#,
    #"while true do t[#t + 1] = f:daily() end"#,
    #"local g = f:by('app') while true do for row in g:rows() do t[#t + 1] = row.trend end end"#,
    #"local g = f:by('app') while true do g = g:map {} end"#,
    #"local g, i = f:by('app'), 0 while true do i = i + 1 g:map { ['c' .. i] = type }:rows() end"#,
    #"local g = f:by('app', 'day') while true do g:sort('app'):compare(g) g:top(1) end"#,
    #"while true do local x = f.cost end"#,
    #"while true do pcall(f.where, f, function(row) return row.nope end) end"#,
    #"while true do t[#t + 1] = period('0001-01-01..9999-12-31'):each('day') end"#,
    #"local long = usage.load { period = period('0001-01-01..2026-11-20') } while true do t[#t + 1] = long:daily() end"#,
    #"local long = usage.load { period = period('0001-01-01..2026-11-20') } r:table(long:by('app', 'day'), { 'app', 'trend' })"#,
    #"local long = usage.load { period = period('0001-01-01..2026-11-20') } while true do t[#t + 1] = chart.line { long, by = 'app' } end"#,
    #"for i = 1, 1e5 do t[i] = 'app' end f:by(table.unpack(t))"#,
    #"for i = 1, 1e5 do t[i] = 'app' end for a in f:values(table.unpack(t)) do end"#,
    #"for i = 1, 1e5 do t[i] = 'tag.x' .. i end usage.load { dims = t }"#,
    #"for i = 1, 100 do t[i] = '*a*a*a' .. i end while true do pcall(usage.load, { where = { app = t } }) end"#,
    #"for i = 1, 1e5 do t[i] = 'a' end while true do pcall(f.where, f, { app = t }) end"#,
    #"r:text(('*a* '):rep(4e6))"#,
    #"while true do pcall(r.text, r, ('*a* '):rep(4e6)) end"#,
    #"while true do pcall(r.note, r, ('[a]('):rep(1e6)) end"#,
    #"r:text(('[a](https://b.c) '):rep(1e6))"#,
    #"r:text(('a\n\n'):rep(4e6))"#,
    #"for i = 1, 2000 do t[i] = ('`'):rep(i) end local s = table.concat(t, ' ') while true do r:text(s) end"#,
    #"while true do r:text(('*a **b _c __d [`'):rep(1e5)) end"#,
    #"for i = 1, 2e5 do t[i] = '*a* *b* *c*' end while true do r:list(t) end"#,
    #"local row = { a = ('x'):rep(1000) } for i = 1, 1e5 do t[i] = row end while true do r:table(t, { 'a' }) end"#,
    #"while true do r:table(f, { 'app', 'cost' }) end"#,
    #"for i = 1, 1e5 do t[i] = 'app' end while true do r:table(f, t) end"#,
    #"local rows = {} for i = 1, 1e4 do rows[i] = { x = i, y = i } end while true do t[#t + 1] = chart.bars(rows) end"#,
    #"local long = ('x'):rep(1e6) while true do t[#t + 1] = report.new { title = long } end"#,
    #"for i = 1, 1e4 do t[i] = { 'label', i, note = 'a note that is long' } end while true do r:figures(t) end"#,
    #"while true do r:section('x', function(s) s:text('y') end) end"#,
    #"while true do t[#t + 1] = money('1 USD') end"#,
    #"for i = 1, 3e5 do t[i] = i end while true do money.split(money('1 USD'), t) end"#,
    #"for i = 1, 1e5 do t[i] = 0 end while true do money.sum(t) end"#,
    #"local s = ('1'):rep(1e6) while true do pcall(money, s) end"#,
    #"local s = ('2026-10'):rep(1e5) while true do pcall(period, s) end"#,
    #"local i = 0 while true do i = i + 1 params { ['p' .. i .. ('x'):rep(1000)] = 1 } end"#,
    #"for i = 1, 1e6 do t[i] = i end while true do pcall(report.each, t, function(i) return report.new { title = 'x', file = 'f' .. i } end) end"#,
    #"while true do log.info(('x'):rep(1000)) end"#,
    #"while true do fmt.number(12345.678) end"#,
    #"while true do usage.restated('2026-11-10T00:00:00Z') end"#,
    #"while true do pcall(usage.restated, '2026-11-10T00:00:00Z') end"#,
    #"local old = '2026-11-10T00:00:00Z' while true do t[#t + 1] = usage.restated(old) end"#,
    #"for i = 1, 1e5 do t[i] = 'app' end while true do usage.restated('2026-11-10T00:00:00Z', { dims = t }) end"#,
    #"while true do pcall(allowances.load) end"#,
    #"while true do t[#t + 1] = allowances.load {} end"#,
    #"local rows = allowances.load { history = true } while true do t[#t + 1] = rows[1].points end"#,
    #"local rows = allowances.load { history = true } while true do local x = rows[1].points end"#,
    #"while true do pcall(invoices.load) end"#,
    #"while true do t[#t + 1] = invoices.load {} end"#,
  ]

  /// Usage, an allowance that was seen every hour, and an invoice.
  static let data = MadeUpData(
    allowances: [
      AllowanceSeries(
        source: "helius",
        name: "monthly credits",
        unit: "helius:credit",
        points: (0..<Int64(480)).map { hour in
          let at = moment("2026-11-01T00:00:00Z").advanced(bySeconds: hour * 3600)
          let allowance = Allowance(name: "monthly credits", limit: 1000, unit: "helius:credit")
          return AllowancePoint(observedAt: at, learntAt: at, allowance: allowance)
        }
      )
    ],
    known: [
      KnownTerms(
        Terms(
          invoices: [
            Invoice(
              source: "puter-main",
              period: Period(.day, containing: day("2026-11-02")),
              amount: .usd("3")
            )
          ]
        ),
        learntAt: .distantPast
      )
    ]
  )

  @Test(.timeLimit(.minutes(2)), arguments: scripts)
  func `what the host does for a script ends with it`(source: String) async {
    let limits = LuaLimits(cpuTime: .milliseconds(300), memory: 64 << 20)
    let text = await failure(
      input(
        "local f, t, r = usage.load {}, {}, report.new { title = 'T' } \(source)",
        limits: limits,
        data: Self.data
      )
    )
    let isRefused = text?.contains("at most 100") == true
    #expect(text?.contains("(limit ") == true || isRefused, "\(text ?? "it ended")")
  }

  @Test(arguments: [
    (
      "f:by(table.unpack(t))",
      "frame:by: takes at most 100 dimensions, got 1001"
    ),
    (
      "f:values(table.unpack(t))",
      "frame:values: takes at most 100 columns, got 1001"
    ),
    (
      "usage.load { where = { app = t } }",
      "usage.load: option \"where\": app: at most 1000 texts, got 1001"
    ),
    (
      "f:where { app = ('x'):rep(2000) }",
      "frame:where: argument 1 (condition): \"app\": expected at most 1000 bytes with at most 4 `*`, "
        + "got a text of 2000 bytes"
    ),
    (
      "f:where { app = '*a*b*c*d*' }",
      "frame:where: argument 1 (condition): \"app\": expected at most 1000 bytes with at most 4 `*`, "
        + "got \"*a*b*c*d*\""
    ),
  ])
  func `what would take too long is refused`(source: String, message: String) async {
    let head = "local f, t = usage.load {}, {} for i = 1, 1001 do t[i] = 'app' end "
    #expect(await reason(input(head + source)) == message)
  }

  @Test(arguments: [
    "usage.load { dims = { 'app', 'day' } }", "f:by('app', 'day')", "f:where { provider = '*' }",
    "f:daily()", "report.new { title = long }", "chart.line { f }", "f:rows()",
    "usage.restated('2026-11-10T00:00:00Z')", "allowances.load { history = true }[1].points",
    "invoices.load()[1].recorded",
  ])
  func `what a script lets go of is collected before its memory is over`(call: String) async throws
  {
    let source = """
      local f, long = usage.load {}, ("x"):rep(1e5)
      for i = 1, 500 do local x = \(call) end
      print("done")
      """
    let limits = LuaLimits(memory: 2 << 20)
    #expect(
      try await ScriptRunner.run(
        input("script { report = false } " + source, limits: limits, data: Self.data)
      ).log == ["done"]
    )
  }

  @Test func `memory of what a script has let go of is given back`() async throws {
    // A report of a megabyte is made a hundred times, and nothing of it is kept.
    let source = """
      local text = ("x"):rep(1e6)
      for i = 1, 100 do
        local r = report.new { title = text }
        collect = {} for j = 1, 2e4 do collect[j] = {} end
      end
      print("done")
      """
    let limits = LuaLimits(memory: 64 << 20)
    var quiet = input("script { report = false } " + source, limits: limits)
    quiet.name = "quiet.lua"
    #expect(try await ScriptRunner.run(quiet).log == ["done"])
  }
}

@Suite struct LimitTests {
  @Test func `processor time ends a script, with the line`() async {
    let limits = LuaLimits(cpuTime: .milliseconds(200))
    #expect(
      await failure(input("local n = 0\nwhile true do n = n + 1 end", limits: limits)) == """
        test.lua:2: the script used up its CPU time (limit 0.2 s)
             2 | while true do n = n + 1 end
        """
    )
  }

  @Test func `a script cannot catch a limit`() async {
    let limits = LuaLimits(cpuTime: .milliseconds(200))
    let source = "while true do pcall(function() while true do end end) end"
    #expect(
      await reason(input(source, limits: limits)) == "the script used up its CPU time (limit 0.2 s)"
    )
  }

  @Test func `time in functions of the host counts`() async {
    let limits = LuaLimits(cpuTime: .milliseconds(200))
    let source = "while true do usage.load():by('app'):top(1) end"
    #expect(
      await reason(input(source, limits: limits)) == "the script used up its CPU time (limit 0.2 s)"
    )
  }

  @Test func `memory ends a script, that of the report too`() async {
    let limits = LuaLimits(memory: 8 << 20)
    for source in [
      "local t = {} for i = 1, 1e9 do t[i] = { i } end",
      "local r = report.new { title = 'T' } while true do r:rule() end",
    ] {
      #expect(
        await reason(input(source, limits: limits)) == "the script used up its memory (limit 8 MiB)"
      )
    }
  }

  @Test func `a large source is refused`() async {
    let limits = LuaLimits(sourceBytes: 10)
    #expect(
      await failure(input("return report.new { title = 'T' }", limits: limits))
        == "test.lua:1: the source is too large (limit 10 bytes)"
    )
  }
}
