-- What statement makes of a little usage.

local rows = {
  { day = "2026-11-01", source = "web", provider = "puter", app = "Shop", cost = "3 USD" },
  { day = "2026-11-01", source = "web", provider = "puter", app = "Wallet", cost = "1 USD" },
  { day = "2026-11-01", source = "rpc", provider = "helius", cost = "8 USD" },
}
local apps = { Shop = { team = "Web & More" }, Wallet = { team = "Payments" } }
local evenly = {
  allocation.rule { "whoever used it", to = "app" },
  allocation.rule { "the rest, evenly", even = { "Shop", "Wallet" } },
}

local function statements(what)
  what.script, what.period, what.usage, what.apps = "statement", "2026-11", what.usage or rows, apps
  local result = run(what)
  expect(result.error):is_nil()
  return result.reports
end

test("each team has a statement, largest first", function()
  local reports = statements { allocation = evenly }
  expect(#reports):equals(2)
  expect(reports[1].title):equals("Statement for Web & More")
  expect(reports[1].file):equals("web-more")
  expect(reports[1].figures["To be charged"]):equals("$7.00")
  expect(reports[2].figures["To be charged"]):equals("$5.00")
  expect(reports[2].figures["Part of all costs"]):equals("41.7%")
end)

test("a statement says by which rule each amount came", function()
  local reports = statements { allocation = evenly }
  expect(reports[2].markdown):contains("| rpc | the rest, evenly | even | $8.00 | 50.0% | **$4.00** |")
end)

test("one team can be asked for", function()
  local reports = statements { allocation = evenly, params = { team = "Payments" } }
  expect(#reports):equals(1)
  expect(reports[1].title):equals("Statement for Payments")
end)

test("what belongs to no team has a statement too", function()
  local reports = statements {}
  expect(reports[1].title):equals("Statement for (not broken down)")
  expect(reports[1].file):equals("not-broken-down")
end)

test("without a cost the report says so", function()
  local reports = statements { usage = {} }
  expect(reports[1].markdown):contains("No cost of a team is known for November 2026.")
end)
