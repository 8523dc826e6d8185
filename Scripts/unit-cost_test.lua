-- What unit-cost makes of costs beside users.

local function report(metrics, options)
  options = options or {}
  options.script, options.period, options.metrics = "unit-cost", "2026-11", metrics
  options.usage = options.usage or {
    { day = "2026-11-01", source = "web", app = "Shop", cost = 6 },
    { day = "2026-11-02", source = "web", app = "Wallet", cost = 4 },
  }
  local result = run(options)
  expect(result.error):is_nil()
  return result
end

test("the cost of a thousand users is the spend over all of them", function()
  local result = report { users = { { day = "2026-11-01", value = 1500 }, { day = "2026-11-02", value = 2500 } } }
  expect(result.title):equals("What 1,000 users cost in November 2026")
  expect(result.figures["Cost of 1,000 users"]):equals("$2.50")
  expect(result.figures["Spent so far"]):equals("$10.00")
  expect(result.figures["Mean users a day"]):equals("2,000")
end)

test("another metric and another number can be asked for", function()
  local orders = { { day = "2026-11-01", value = 20 } }
  local result = report({ orders = orders }, { params = { metric = "orders", per = 1 } })
  expect(result.figures["Cost of 1 orders"]):equals("$0.50")
end)

test("a metric by app has a row for each of them", function()
  local result = report {
    users = { { day = "2026-11-01", app = "Shop", value = 300 }, { day = "2026-11-01", app = "Wallet", value = 100 } },
  }
  local rows = result.tables[1].rows
  expect({ rows[1][1], rows[1][2], rows[1][3] }):equals { "Shop", "$20.00", "$6.00" }
  expect({ rows[2][1], rows[2][2], rows[2][3] }):equals { "Wallet", "$40.00", "$4.00" }
end)

test("an app that cost nothing has no unit cost", function()
  local result = report {
    users = { { day = "2026-11-01", app = "Admin", value = 5 }, { day = "2026-11-01", app = "Shop", value = 100 } },
  }
  expect(result.tables[1].rows[1][1]):equals("Admin")
  expect(result.tables[1].rows[1][2]):equals("–")
end)

test("without the metric the report says how to bring it in", function()
  expect(report({}).markdown):contains("There is no metric *users* yet.")
  local orders = { { day = "2026-11-01", value = 1 } }
  expect(report({ orders = orders }).markdown):contains("There is no metric *users* yet.")
end)

test("an empty store has no cost", function()
  local users = { { day = "2026-11-01", value = 1500 } }
  expect(report({ users = users }, { usage = {} }).markdown):contains("No cost is known for November 2026.")
  expect(report({}, { usage = {} }).markdown):contains("There is no metric *users* yet.")
end)

test("a month without values, or with zeros only, is no division", function()
  for _, row in ipairs { { day = "2026-10-01", value = 5 }, { day = "2026-11-01", value = 0 } } do
    expect(report({ users = { row } }).markdown):contains("No value of users is known for November 2026.")
  end
end)
