import Testing

@Suite struct GroupsTests {
  @Test func `groups come largest first with their share and what was before`() async throws {
    #expect(
      try await printed(
        """
        local g = usage.load():by("app")
        print(#g, g.cost, g.requests, g.before, g.coverage)
        for row in g:rows() do
          print(row.key, row.app, row.cost, row.requests, row.share, row.before, #row.frame)
        end
        """
      ) == [
        "3\t$57.00\t285\t$50.00\t0.95", "Shop\tShop\t$38.00\t190\t0.666666666667\t$20.00\t19",
        "Wallet\tWallet\t$19.00\t95\t0.333333333333\t$20.00\t19",
        "(not broken down)\t(not broken down)\tnil\tnil\tnil\tnil\t19",
      ]
    )
  }

  @Test func `several dimensions give a row a combination`() async throws {
    #expect(
      try await printed(
        """
        for row in usage.load():by("provider", "app"):rows() do print(row.provider, row.app) end
        for row in usage.load():by("tag.team"):rows() do print(row.key, row["tag.team"]) end
        """
      ) == [
        "puter\tShop", "puter\tWallet", "helius\t(not broken down)", "web\tweb", "core\tcore",
        "(not broken down)\t(not broken down)",
      ]
    )
  }

  @Test func `top folds the rest, and the total stays`() async throws {
    #expect(
      try await printed(
        """
        local g = usage.load():by("app")
        for row in g:top(1):rows() do print(row.key, row.cost) end
        for row in g:top(0):rows() do print(row.key, row.cost) end
        print(#g:top(3), #g:top(math.maxinteger), g:top(1).cost)
        for row in g:top(1, "before"):rows() do print(row.key) end
        """
      ) == [
        "Shop\t$38.00", "Other (2)\t$19.00", "Other (3)\t$57.00", "3\t3\t$57.00", "Shop",
        "Other (2)",
      ]
    )
  }

  @Test func `sort takes a column and a direction; rows without a value come last`() async throws {
    #expect(
      try await printed(
        """
        local function keys(g)
          local list = {}
          for row in g:rows() do list[#list + 1] = row.key end
          print(table.concat(list, " "))
        end
        local g = usage.load():by("app")
        keys(g:sort("cost")) keys(g:sort("cost", "asc")) keys(g:sort("app")) keys(g:sort("app", "asc"))
        keys(g:sort("requests", "desc"))
        """
      ) == [
        "Shop Wallet (not broken down)", "Wallet Shop (not broken down)",
        "Wallet Shop (not broken down)", "(not broken down) Shop Wallet",
        "Shop Wallet (not broken down)",
      ]
    )
  }

  @Test func `map adds computed columns`() async throws {
    #expect(
      try await printed(
        """
        local g = usage.load():by("app"):map {
          each = function(row) return row.requests and row.cost / row.requests end,
          loud = function(row) return row.key:upper() end,
        }
        for row in g:rows() do print(row.each and row.each.text, row.loud) end
        """
      ) == ["0.2 USD\tSHOP", "0.2 USD\tWALLET", "nil\t(NOT BROKEN DOWN)"]
    )
  }

  @Test func `where keeps rows, with the columns that were computed`() async throws {
    #expect(
      try await printed(
        """
        local g = usage.load():by("app"):map { half = function(row) return row.cost and row.cost / 2 end }
        for row in g:where(function(row) return row.half and row.half < money("10 USD") end):rows() do
          print(row.key, row.half)
        end
        for row in g:where({ app = "S*" }):rows() do print(row.key, row.half) end
        print(g:where({ app = "Shop" }).cost, g:where({ app = "Shop" }).before)
        """
      ) == ["Wallet\t$9.50", "Shop\t$19.00", "$38.00\t$20.00"]
    )
  }

  @Test func `where keeps what was before of its rows only, all of them or not`() async throws {
    #expect(
      try await printed(
        """
        local f = usage.load { dims = { "app" }, where = { provider = { "puter", "notte" } } }
        local all = f:by("app")
        local kept = all:where(function() return true end)
        print(#all, #kept, f.before, all.before, kept.before, kept:sort("app"):top(1).before)
        """
      ) == ["2\t2\t$50.00\t$50.00\t$40.00\t$40.00"]
    )
  }

  @Test func `groups give series too`() async throws {
    #expect(
      try await printed(
        """
        local g = usage.load():by("app")
        local s = g:daily()
        print(#s, s[1].value, s[5].value, s[6].value)
        print(g:where({ app = "Shop" }):daily("requests")[1].value, #g:weekly(), #g:monthly())
        """
      ) == ["20\t$3.00\tnil\t$3.00", "10\t4\t1"]
    )
  }

  @Test func `compare has the rows of both sides`() async throws {
    #expect(
      try await printed(
        """
        local now = usage.load():by("app")
        local old = usage.load({ period = period.month():previous():same_days() }):by("app")
        local c = now:compare(old)
        print(#c)
        for row in c:rows() do
          print(row.key, row.app, row.before, row.after, row.change, row.percent)
        end
        """
      ) == [
        "4", "Shop\tShop\t$20.00\t$38.00\t$18.00\t0.9",
        "(not broken down)\t(not broken down)\tnil\tnil\t$0.00\tnil",
        "Wallet\tWallet\t$20.00\t$19.00\t−$1.00\t-0.05",
        "Legacy\tLegacy\t$10.00\tnil\t−$10.00\t-1.0",
      ]
    )
  }

  @Test(arguments: [
    ("g:top()", "groups:top: argument 1 (n): expected a whole number, got nothing"),
    ("g:top(2.5)", "groups:top: argument 1 (n): expected a whole number, got 2.5"),
    (
      "g:top(-1)",
      "groups:top: argument 1 (n): expected a whole number that is not negative, got -1"
    ),
    (
      "g:top(math.mininteger)",
      "groups:top: argument 1 (n): expected a whole number that is not negative, "
        + "got -9223372036854775808"
    ),
    (
      "g:top(1, 'size')",
      "groups:top: argument 2 (measure): expected \"cost\", \"requests\" or \"before\", got \"size\""
    ),
    ("g:sort('csot')", "groups:sort: unknown column \"csot\"; did you mean \"cost\"?"),
    (
      "g:sort('cost', 'up')",
      "groups:sort: argument 2 (order): expected \"asc\" or \"desc\", got \"up\""
    ),
    (
      "g:map { x = 5 }",
      "groups:map: column \"x\": expected a function of the row, got 5"
    ),
    (
      "g:map { cost = function() end }",
      "groups:map: column \"cost\": the row has a field of that name; choose another"
    ),
    (
      "g:map { function() end }",
      "groups:map: every column needs its name: { name = function(row) … end }"
    ),
    ("g:map { x = function() end }:top(1)", "groups:top: call groups:top before groups:map"),
    (
      "g:map { x = function() end }:sort('cost')", "groups:sort: call groups:sort before groups:map"
    ),
    (
      "g:compare(usage.load())",
      "groups:compare: argument 1 (other): expected groups (from frame:by), got a frame"
    ),
    (
      "g:compare(usage.load():by('provider'))",
      "groups:compare: both sides must be grouped by the same dimensions"
    ),
    (
      "g:top(1):compare(g)",
      "groups:compare: \"Other\" does not stand for the same on both sides; call compare without groups:top, "
        + "and show the largest changes with the option `limit` of report:table"
    ),
    (
      "g:compare(g:top(1))",
      "groups:compare: \"Other\" does not stand for the same on both sides; call compare without groups:top, "
        + "and show the largest changes with the option `limit` of report:table"
    ),
    (
      "g:where { provider = 'puter' }",
      "groups:where: the rows are not grouped by \"provider\"; filter the frame before frame:by"
    ),
    ("g:rows()().csot", "row has no field or method \"csot\"; did you mean \"cost\"?"),
    ("g.csot", "groups has no field or method \"csot\"; did you mean \"cost\"?"),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("local g = usage.load():by('app') return \(expression)") == expected)
  }

  @Test func `an error in a computed column keeps its place`() async {
    let source = """
      local g = usage.load():by("app")
      g:map { each = function(row)
        return row.cost / row.requests
      end }
      """
    #expect(
      await failure(source)?.hasPrefix(
        "test.lua:3: attempt to perform arithmetic on a nil value (field 'cost')\n     3 |   return"
      ) == true
    )
  }
}
