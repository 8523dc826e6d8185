-- What shared-costs makes of a little usage.

local rows = {
  { day = "2026-11-01", source = "web", provider = "puter", app = "Shop", cost = "3 USD", requests = 30 },
  { day = "2026-11-01", source = "web", provider = "puter", app = "Wallet", cost = "1 USD", requests = 10 },
  { day = "2026-11-01", source = "rpc", provider = "helius", cost = "8 USD" },
}

local function report(what)
  what.script, what.period, what.usage = "shared-costs", "2026-11", what.usage or rows
  local result = run(what)
  expect(result.error):is_nil()
  return result
end

local by_requests = {
  allocation.rule { "whoever used it", to = "app" },
  allocation.rule { "Helius follows requests", match = { provider = "helius" }, by = "requests" },
}

test("shared costs follow their driver, and nothing is lost", function()
  local result = report { allocation = by_requests }
  local apps = result.tables[1]
  expect(apps.rows[1][1]):equals("Shop")
  expect(apps.rows[1][2]):equals("$9.00")
  expect(apps.rows[2][1]):equals("Wallet")
  expect(apps.rows[2][2]):equals("$3.00")
  expect(result.figures["Spent so far"]):equals("$12.00")
  expect(result.figures["Used by the apps themselves"]):equals("$4.00")
  expect(result.figures["Shared out"]):equals("$8.00")
end)

test("without rules each app bears its own, and the rest is nobody's", function()
  local result = report {}
  expect(result.figures["Spent so far"]):equals("$12.00")
  expect(result.figures["Shared out"]):equals("$0.00")
  expect(result.figures["Nobody bears"]):equals("$8.00")
end)

test("the ledger names the rule of each share", function()
  expect(report({ allocation = by_requests }).markdown):contains("| Shop | rpc | Helius follows requests | by requests | $8.00 | 75.0% | **$6.00** |")
end)

test("without usage the report says so", function()
  expect(report({ usage = {} }).markdown):contains("No cost is known for November 2026.")
end)
