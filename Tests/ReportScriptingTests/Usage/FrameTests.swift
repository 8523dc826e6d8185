import LuaHost
import ReportScripting
import Testing

@Suite struct FrameTests {
  @Test func `rows are immutable values, safe to keep`() async throws {
    #expect(
      try await printed(
        """
        local kept
        for row in usage.load({ dims = { "app", "provider" } }):rows() do kept = kept or row end
        print(kept.app, kept.provider, kept.cost, kept.requests, kept.quantity, kept.day)
        print(pcall(function() kept.app = "x" end))
        print(pcall(function() return kept.service end))
        """
      ) == [
        "Shop\tputer\t$2.00\t10\t100\t2026-11-01",
        "false\ttest.lua:4: row values cannot be changed",
        "false\ttest.lua:5: row has no field or method \"service\"",
      ]
    )
  }

  @Test func `a function filters rows, in the stretch before too`() async throws {
    #expect(
      try await printed(
        """
        local f = usage.load():where(function(row) return row.app == "Shop" end)
        print(f.cost, f.before, #f)
        print(usage.load():where(function(row) return row.cost and row.cost > money("1 USD") end).cost)
        print(#usage.load():where(function() end))
        """
      ) == ["$38.00\t$20.00\t19", "$38.00", "0"]
    )
  }

  @Test func `an error inside a filter keeps its place`() async {
    let source = """
      local f = usage.load()
      local g = f:where(function(row)
        return row.apps == "Shop"
      end)
      """
    #expect(
      await failure(source) == """
        test.lua:3: row has no field or method "apps"; did you mean "app"?
             3 |   return row.apps == "Shop"
               |              ^
        stack: test.lua:3 in function at line 2
               test.lua:2 in main chunk
        """
    )
  }

  @Test func `values and numbers go through columns`() async throws {
    #expect(
      try await printed(
        """
        local f = usage.load():where { day = "2026-11-01" }
        for app, cost, day in f:values("app", "cost", "day") do print(app, cost, day) end
        for cost, requests in f:numbers("cost", "requests") do print(cost, requests) end
        """
      ) == [
        "Shop\t$2.00\t2026-11-01", "Wallet\t$1.00\t2026-11-01",
        "(not broken down)\tnil\t2026-11-01", "2.0\t10", "1.0\t5",
      ]
    )
  }

  @Test func `a loop does not end at a record whose first column is not known`() async throws {
    #expect(
      try await printed(
        """
        local n = 0
        for cost in usage.load():numbers("cost") do n = n + cost end
        for app in usage.load():values("app", "cost") do n = n + 1 end
        print(n)
        """
      ) == ["114.0"]
    )
  }

  @Test func `what no rate prices is listed by unit`() async throws {
    #expect(
      try await printed(
        "for _, u in ipairs(usage.load():unpriced()) do print(u.unit, u.quantity) end"
      ) == ["helius:credit\t950"]
    )
  }

  @Test func `a quantity needs one unit`() async throws {
    #expect(try await value("usage.load():where({ app = 'Shop' }).quantity") == "1900")
    #expect(
      await reason("return usage.load().quantity")
        == "frame.quantity: quantities in byte and token cannot be added; filter by unit first"
    )
  }

  @Test func `printing an object gives the same text every time`() async throws {
    let source = """
      local f = usage.load()
      print(f, f:by("app"), f:daily(), f:by("app"):compare(f:by("app")))
      """
    let first = try await printed(source)
    #expect(try await printed(source) == first)
    #expect(!first[0].contains("0x"))
  }

  @Test(arguments: [
    (
      "usage.load({ dims = { 'app' } }):by('service')",
      "frame:by: the frame was loaded without \"service\"; add it to the `dims` of usage.load "
        + "(it has day, week, month, app, unit)"
    ),
    ("usage.load():by('ap')", "frame:by: unknown dimension \"ap\"; did you mean \"app\"?"),
    (
      "usage.load():by()",
      "frame:by: argument 1 (dim): expected the name of a dimension, got nothing"
    ),
    (
      "usage.load():by('app', 5)",
      "frame:by: argument 2 (dim): expected the name of a dimension, got 5"
    ),
    (
      "usage.load().by('app')",
      "frame:by: call it with a colon on a frame: `value:by(…)`"
    ),
    (
      "usage.load().by()",
      "frame:by: call it with a colon on a frame: `value:by(…)`"
    ),
    (
      "usage.load():where('app')",
      "frame:where: argument 1 (condition): expected a table or a function, got \"app\""
    ),
    (
      "usage.load({ dims = { 'app' } }):where { service = 'ai' }",
      "frame:where: the frame was loaded without \"service\"; add it to the `dims` of usage.load "
        + "(it has day, week, month, app, unit)"
    ),
    (
      "usage.load():daily('costs')",
      "frame:daily: argument 1 (measure): expected \"cost\" or \"requests\", got \"costs\""
    ),
    (
      "usage.load():values('csot')",
      "frame:values: unknown column \"csot\"; did you mean \"cost\"?"
    ),
    ("usage.load().csot", "frame has no field or method \"csot\"; did you mean \"cost\"?"),
    ("usage.load():tp(5)", "frame has no field or method \"tp\"; did you mean \"top\"?"),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("return \(expression)") == expected)
  }
}

/// Frames with columns that a script computed, and cross tables.
struct MappedFrameTests {
  @Test func `a computed column is known of the stretch before too`() async throws {
    let source = """
      local f = usage.load { dims = { "app" } }
      local twice = f:map { double = function(row) return (row.requests or 0) * 2 end }
      local kept = twice:where(function(row) return row.double >= 0 end)
      print(#kept == #f, kept.cost == f.cost, kept.before == f.before)
      local named = twice:map { size = function(row) return row.double > 10 and "large" or "small" end }
      print(named.before == f.before, named:by("size").before == f.before)
      """
    #expect(try await printed(source) == ["true\ttrue\ttrue", "true\ttrue"])
  }

  @Test func `a column of texts is a dimension like any other`() async throws {
    let source = """
      local f = usage.load { dims = { "app" } }:map { first = function(row) return row.app:sub(1, 1) end }
      print(f:by("first").cost == f.cost, f:top(1).cost == f.cost)
      local sum = money.sum { f:where { first = "S" }.cost }
      for row in f:pivot("first", "month"):rows() do if row.first == "S" then print(row.total == sum) end end
      print(select("#", f:values("first", "first")))
      """
      .replacing(
        "usage.load { dims = { \"app\" } }:map",
        with: "usage.load({ dims = { \"app\" } }):map"
      )
    #expect(try await printed(source) == ["true\ttrue", "true", "1"])
  }

  @Test(arguments: ["total", "key", "share", "frame", "app", "cost", "service", "month"])
  func `a computed column may not hide a field`(name: String) async {
    #expect(
      await reason(
        "return usage.load({ dims = { 'app' } }):map { \(name) = function() return 'x' end }"
      )
        == "frame:map: column \"\(name)\": the row has a field of that name; choose another"
    )
  }

  @Test func `only added dimensions rank a frame that was loaded without dims`() async throws {
    let source = """
      local f = usage.load():map { kind = function() return "a" end }
      local top = f:top(5)
      print(#top, top:rows()().key)
      """
    #expect(try await printed(source) == ["1\ta"])
  }

  @Test func `going through parts again and again does not use memory up`() async throws {
    let source = """
      script { report = false }
      local f = usage.load({ dims = { "app", "service" } }):where(function() return true end)
      local count = 0
      for i = 1, 3000 do for row in f:rows() do count = count + 1 break end end
      print(count)
      """
    var limited = input(source)
    limited.limits.memory = 12 << 20
    #expect(try await ScriptRunner.run(limited).log == ["3000"])
  }

  @Test func `a column without a value is a dimension that reads as nil`() async throws {
    #expect(
      try await printed(
        """
        local function lines(query)
          local f = usage.load(query):map { team = function(row) if row.app == "none" then return "web" end end }
          local g, n = f:by("team"), 0
          for row in f:rows() do n = n + (row.team == nil and 1 or 0) end
          print(#g, g.cost, #f:pivot("team", "app"), #f:where({ team = "web" }), n == #f)
          print(#f:compare(usage.load(query)), #f:top(3))
        end
        lines { dims = { "app" } }
        lines { dims = { "app" }, period = period("2025-01") }
        """
      ) == ["1\t$57.00\t1\t0\ttrue", "3\t3", "0\tnil\t0\t0\ttrue", "0\t0"]
    )
  }

  @Test func `a month without usage is compared by a column that another month fills`() async throws
  {
    #expect(
      try await printed(
        """
        local function teams(query)
          query.dims = { "app" }
          return usage.load(query):map { team = function(row) return row.app == "Shop" and "web" or "core" end }
        end
        local now, empty = teams {}, teams { period = period("2025-01") }
        for row in now:compare(empty):rows() do print(row.app, row.team, row.before, row.after) end
        print(#empty:compare(now), #empty:compare(empty))
        """
      ) == [
        "Shop\tweb\tnil\t$38.00", "Wallet\tcore\tnil\t$19.00", "(not broken down)\tcore\tnil\tnil",
        "3\t0",
      ]
    )
  }

  @Test(arguments: ["by('size')", "where { size = 'x' }", "pivot('size', 'month')"])
  func `a column of numbers is no dimension, and says why`(call: String) async {
    let source = "local f = usage.load():map { size = function() return 5 end } return f:\(call)"
    let name = call.prefix { $0.isLetter }
    #expect(
      await reason(source)
        == "frame:\(name): column \"size\" has values that are no texts, so it is no dimension; "
        + "let its function return texts"
    )
  }
}
