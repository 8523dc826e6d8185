-- What top-meters makes of meters with and without a count and a price.

local function report(usage)
  local result = run { script = "top-meters", period = "2026-11", usage = usage }
  expect(result.error):is_nil()
  return result
end

local function meter(name, fields)
  fields.day, fields.source, fields.service, fields.meter = "2026-11-02", "web", "ai", name
  return fields
end

test("the meter that costs most is first, and the costs add up", function()
  local result = report {
    meter("small", { cost = 1, quantity = 4, unit = "call" }),
    meter("large", { cost = 3, quantity = 2, unit = "call" }),
  }
  expect(result.title):equals("Top meters in November 2026")
  expect(result.figures["Spent so far"]):equals("$4.00")
  expect(result.figures["Meters with a cost"]):equals("2")
  expect(result.figures["Costs most"]):equals("large")
  expect(result.tables[1].rows[1][3]):equals("large")
  expect(result.tables[2].rows[1][4]):equals("$1.50")
  expect(result.tables[2].rows[1][5]):equals("1 call")
end)

test("small units are priced by the million and bytes by the gigabyte", function()
  local prices = report({
    meter("tokens", { cost = 4, quantity = 2000000, unit = "token" }),
    meter("traffic", { cost = 3, quantity = 6000000000, unit = "byte" }),
    meter("calls", { cost = 2, requests = 8 }),
  }).tables[2].rows
  expect(prices[1][4]):equals("$2.00")
  expect(prices[1][5]):equals("1,000,000 tokens")
  expect(prices[2][4]):equals("$0.50")
  expect(prices[2][5]):equals("1 GB")
  expect(prices[3][4]):equals("$0.25")
  expect(prices[3][5]):equals("1 request")
end)

test("a meter without a count has a cost and no price for a unit", function()
  local result = report { meter("flat", { cost = 3 }) }
  expect(result.figures["Costs most"]):equals("flat")
  expect(#result.tables):equals(1)
end)

test("what is not broken down is never the meter that costs most", function()
  local result = report { { day = "2026-11-02", source = "rpc", cost = 9 }, meter("calls", { cost = 1 }) }
  expect(result.figures["Spent so far"]):equals("$10.00")
  expect(result.figures["Costs most"]):equals("calls")
end)

test("credits without a price have a table of their own", function()
  local result = report { meter("rpc", { native = "1500 helius:credit", requests = 30 }) }
  expect(result.figures["Meters with a cost"]):equals("0")
  expect(result.markdown):contains("No plan and no rate prices these;")
  expect(result.tables[1].rows):equals { { "helius:credit", "1,500" } }
end)

test("without usage the report says so", function()
  expect(report({}).markdown):contains("No usage is known for November 2026;")
end)
