-- What one-pager makes of much and of little.

local usage_rows = {
  { day = "2026-10-02", source = "web", provider = "puter", app = "Shop", cost = 20 },
  { day = "2026-11-02", source = "web", provider = "puter", app = "Shop", cost = 40 },
  { day = "2026-11-03", source = "rpc", provider = "helius", cost = 20 },
}

local function report(options)
  options.script, options.period, options.usage = "one-pager", "2026-11", options.usage or usage_rows
  options.now = "2026-11-16T00:00:00Z"
  local result = run(options)
  expect(result.error):is_nil()
  return result
end

test("the page adds up all platforms", function()
  local result = report {}
  expect(result.title):equals("Usage and cost, November 2026")
  expect(result.figures["Spent so far"]):equals("$60.00")
  expect(result.tables[1].rows[1][1]):equals("Shop")
  expect(result.tables[2].rows[1][1]):equals("puter")
end)

test("without budget and metric their figures are left out or replaced", function()
  local result = report {}
  expect(result.figures["Budget left"]):is_nil()
  expect(result.figures["A day, on average"]):equals("$4.00")
end)

test("the budget and the metric have their figures", function()
  local result = report {
    budgets = { { name = "everything", limit = "100 USD" } },
    metrics = { users = { { day = "2026-11-01", value = 30000 } } },
  }
  expect(result.figures["Budget left"]):equals("$40.00")
  expect(result.figures["Cost of 1,000 users"]):equals("$2.00")
end)

test("a budget that is passed is told of, one that is kept is not", function()
  local result = report {
    budgets = {
      { name = "small", limit = "30 USD", scope = { provider = "puter" } }, { name = "large", limit = "1000 USD" },
    },
  }
  expect(result.markdown):contains("**Budget small is over its limit:** 133.3% of the limit is spent.")
  expect(result.markdown:find("Budget large", 1, true)):is_nil()
end)

test("a limit of zero is passed as soon as something is spent", function()
  local result = report { budgets = { { name = "nothing", limit = "0 USD" } } }
  expect(result.markdown):contains("**Budget nothing is over its limit:** something was spent, and nothing may be.")
end)

test("a budget of which nothing is known is not told of", function()
  local result = report { budgets = { { name = "calls", limit = 5, unit = "requests" } } }
  expect(result.markdown:find("calls", 1, true)):is_nil()
end)

test("an empty store says so", function()
  local result = report { usage = {}, budgets = { { name = "everything", limit = "100 USD" } } }
  expect(result.markdown):contains("No cost is known for November 2026;")
end)

test("credits without a price are told and not counted", function()
  local result = report { usage = {
    { day = "2026-11-02", source = "web", provider = "puter", app = "Shop", cost = 40 },
    { day = "2026-11-02", source = "rpc", provider = "helius", native = "1500 helius:credit" },
  } }
  expect(result.figures["Spent so far"]):equals("$40.00")
  expect(result.markdown):contains("1,500 helius:credit have no price and are not counted here.")
end)
