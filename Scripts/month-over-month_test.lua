-- What month-over-month makes of apps that come and go.

local function report(options)
  options.script, options.period = "month-over-month", "2026-11"
  local result = run(options)
  expect(result.error):is_nil()
  return result
end

local rows = {
  { day = "2026-10-01", source = "web", provider = "puter", app = "Shop", cost = "5 USD" },
  { day = "2026-10-01", source = "web", provider = "puter", app = "Legacy", cost = "3 USD" },
  { day = "2026-11-01", source = "web", provider = "puter", app = "Shop", cost = "9 USD" },
}

test("what grew and what fell are named", function()
  local result = report { usage = rows }
  expect(result.figures["Spent so far"]):equals("$9.00")
  expect(result.figures["Grew most"]):equals("Shop")
  expect(result.figures["Fell most"]):equals("Legacy")
  expect(result.markdown):contains("$4.00, ▲ +80.0%")
end)

test("only the same days of the month before count", function()
  local late = { day = "2026-10-30", source = "web", provider = "puter", app = "Shop", cost = 100 }
  local result = report { usage = { late, table.unpack(rows) }, now = "2026-11-11T00:00:00Z" }
  expect(result.figures["Spent so far"]):equals("$9.00")
  expect(result.figures["1–10 October 2026"]):equals("$8.00")
end)

test("without a change nothing grew and nothing fell", function()
  local result = report { usage = {
    { day = "2026-10-01", source = "web", app = "Shop", cost = 5 },
    { day = "2026-11-02", source = "web", app = "Shop", cost = 5 },
  } }
  expect(result.figures["Grew most"]):equals("none")
  expect(result.figures["Fell most"]):equals("none")
end)

test("a first month is compared with nothing", function()
  local result = report { usage = { { day = "2026-11-01", source = "web", app = "Shop", cost = 9 } } }
  expect(result.figures["Spent so far"]):equals("$9.00")
  expect(result.figures["Grew most"]):equals("Shop")
end)

test("a month in which everything has ended is still compared", function()
  local result = report { usage = { { day = "2026-10-01", source = "web", app = "Shop", cost = 9 } } }
  expect(result.figures["Fell most"]):equals("Shop")
end)

test("without usage the report says so", function()
  expect(report({ usage = {} }).markdown):contains("No cost is known for November 2026")
end)

test("credits without a price are told and not counted", function()
  local credits = { day = "2026-11-02", source = "rpc", provider = "helius", native = "1500 helius:credit" }
  local result = report { usage = { credits, table.unpack(rows) } }
  expect(result.figures["Spent so far"]):equals("$9.00")
  expect(result.markdown):contains("1,500 helius:credit have no price and are not counted here.")
end)
