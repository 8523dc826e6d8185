-- What budget-watch says of budgets that are kept, passed, and not known.

local function report(budgets, usage)
  local result = run {
    script = "budget-watch", period = "2026-11", now = "2026-11-16T00:00:00Z",
    usage = usage or {
      { day = "2026-11-02", source = "web", provider = "puter", app = "Shop", cost = 40, requests = 900 },
      { day = "2026-11-03", source = "rpc", provider = "helius", cost = 20, native = "800 helius:credit" },
    },
    budgets = budgets,
  }
  expect(result.error):is_nil()
  return result
end

-- The status that a budget alone has.
local function status(budget)
  return report({ budget }).tables[1].rows[1][9]
end

test("what is left of each budget is a figure", function()
  local result = report {
    { name = "everything", limit = "100 USD" },
    { name = "rpc", limit = "1000 helius:credit", scope = { provider = "helius" } },
    { name = "calls", limit = 1000, unit = "requests", scope = { provider = "puter" } },
  }
  expect(result.title):equals("Budgets, November 2026")
  expect(result.figures["everything, left"]):equals("$40.00")
  expect(result.figures["rpc, left"]):equals("200 helius credits")
  expect(result.figures["calls, left"]):equals("100")
  expect(result.tables[1].rows[2][3]):equals("800")
end)

test("a budget is ok as long as nothing tells otherwise, and over past its limit", function()
  expect(status { name = "b", limit = "60 USD" }):equals("ok")
  expect(status { name = "b", limit = "59.99 USD" }):equals("over")
  expect(report({ { name = "b", limit = "50 USD" } }).markdown)
    :contains("**b is over its limit:** 120% of the limit is spent.")
end)

test("a budget is at risk where the forecast goes beyond its limit", function()
  local usage, start = {}, os.time { year = 2026, month = 8, day = 1, hour = 12 }
  for i = 0, 106 do
    local day = os.date("!%Y-%m-%d", start + i * 86400)
    usage[i + 1] = { day = day, source = "web", provider = "puter", app = "Shop", cost = 10 }
  end
  local markdown = report({ { name = "b", limit = "250 USD" } }, usage).markdown
  expect(markdown):contains("**b is at risk:** 120% of the limit is expected")
  expect(markdown):contains("It is probably reached on 25 Nov 2026.")
  expect(report({ { name = "b", limit = "400 USD" } }, usage).tables[1].rows[1][9]):equals("ok")
end)

test("a limit of zero is over as soon as something is spent", function()
  expect(status { name = "b", limit = "0 USD" }):equals("over")
  expect(report({ { name = "b", limit = "0 USD" } }).markdown)
    :contains("**b is over its limit:** something was spent, and nothing may be.")
end)

test("a budget counts its scope only", function()
  local result = report { { name = "puter", limit = "100 USD", scope = { provider = "puter" } } }
  expect(result.figures["puter, left"]):equals("$60.00")
end)

test("a month for which a budget names no amount has no limit", function()
  expect(status { name = "b", limit = { ["2026-10"] = "50 USD", ["2026-12"] = "80 USD" } }):equals("no limit")
  expect(status { name = "b", limit = { ["2026-11"] = "50 USD" } }):equals("over")
end)

test("credits that nothing prices are not known as money", function()
  local credits = { { day = "2026-11-03", source = "rpc", provider = "helius", native = "800 helius:credit" } }
  local result = report({ { name = "everything", limit = "100 USD" } }, credits)
  expect(result.tables[1].rows[1][9]):equals("not known")
end)

test("an empty store says nothing of a budget", function()
  local result = report({ { name = "everything", limit = "100 USD" } }, {})
  expect(result.tables[1].rows[1][9]):equals("not known")
end)

test("without budgets the report says how to add one", function()
  expect(report({}).markdown):contains("There are no budgets yet.")
end)
