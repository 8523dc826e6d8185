-- What spend-by-app makes of a little usage.

local function report(usage)
  local result = run { script = "spend-by-app", period = "2026-11", usage = usage }
  expect(result.error):is_nil()
  return result
end

local rows = {
  { day = "2026-10-01", source = "web", provider = "puter", app = "Shop", cost = "1.25 USD" },
  { day = "2026-11-01", source = "web", provider = "puter", app = "Shop", cost = "2.50 USD" },
  { day = "2026-11-02", source = "web", provider = "puter", app = "Wallet", cost = "1 USD" },
}

test("the costs of all apps add up", function()
  local result = report(rows)
  expect(result.title):equals("Spend in November 2026")
  expect(result.figures["Spent so far"]):equals("$3.50")
  expect(result.figures["A day, on average"]):equals("$0.12")
  expect(result.figures["Largest app"]):equals("Shop")
  expect(result.figures["Largest platform"]):equals("puter")
end)

test("a change is unknown for an app without a cost the month before", function()
  local apps = report(rows).tables[1]
  expect(apps.rows[1][1]):equals("Shop")
  expect(apps.rows[1][4]):equals("▲ +100.0%")
  expect(apps.rows[2][1]):equals("Wallet")
  expect(apps.rows[2][4]):equals("?")
end)

test("without usage the report says so", function()
  expect(report({}).markdown):contains("No cost is known for November 2026.")
end)

test("credits without a price are told beside the costs", function()
  local result = report {
    { day = "2026-11-02", source = "web", provider = "puter", app = "Wallet", cost = "1 USD" },
    { day = "2026-11-02", source = "rpc", provider = "helius", native = "1500 helius:credit" },
  }
  expect(result.figures["Spent so far"]):equals("$1.00")
  expect(result.markdown):contains("1,500 helius:credit have no price; add a rate for them.")
end)

test("credits without a price alone are no cost", function()
  local result = report { { day = "2026-11-02", source = "rpc", provider = "helius", native = "1500 helius:credit" } }
  expect(result.markdown):contains("1,500 helius:credit have no price; add a rate for them.")
  expect(result.markdown):contains("No cost is known for November 2026.")
end)

test("what a platform does not tell by app is counted too", function()
  local result = report { { day = "2026-11-02", source = "rpc", provider = "helius", cost = 4 } }
  expect(result.figures["Spent so far"]):equals("$4.00")
  expect(result.figures["Largest app"]):equals("(not broken down)")
end)
