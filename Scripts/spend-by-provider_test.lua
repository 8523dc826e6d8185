-- What spend-by-provider makes of platforms with and without services and requests.

local function report(usage)
  local result = run { script = "spend-by-provider", period = "2026-11", usage = usage }
  expect(result.error):is_nil()
  return result
end

local rows = {
  { day = "2026-11-01", source = "web", provider = "puter", service = "ai", cost = "2.50", requests = 5 },
  { day = "2026-11-02", source = "web", provider = "puter", service = "storage", cost = "0.50", requests = 1 },
  { day = "2026-11-02", source = "web-2", provider = "puter", service = "ai", cost = 1 },
  { day = "2026-11-03", source = "rpc", provider = "helius", cost = 6 },
}

test("the costs of all platforms add up", function()
  local result = report(rows)
  expect(result.title):equals("Platforms in November 2026")
  expect(result.figures["Spent so far"]):equals("$10.00")
  expect(result.figures["Largest platform"]):equals("helius")
  expect(result.figures["Platforms"]):equals("2")
  expect(result.markdown):contains("3 accounts")
end)

test("only a platform with several services has a table of them", function()
  local result = report(rows)
  expect(result.markdown):contains("## puter, by service")
  expect(result.markdown:find("helius, by service", 1, true)):is_nil()
  expect(result.tables[2].rows[1][1]):equals("ai")
  expect(result.tables[2].rows[1][2]):equals("$3.50")
end)

test("a platform that counts no requests has none, not zero", function()
  local platforms = report(rows).tables[1]
  expect(platforms.columns[5]):equals("Requests")
  expect(platforms.rows[1][1]):equals("helius")
  expect(platforms.rows[1][5]):equals("–")
  expect(platforms.rows[2][5]):equals("6")
end)

test("without usage the report says so", function()
  expect(report({}).markdown):contains("No cost is known for November 2026;")
end)

test("credits without a price are told beside the costs", function()
  local result = report {
    { day = "2026-11-02", source = "web", provider = "puter", cost = 1 },
    { day = "2026-11-02", source = "rpc", provider = "helius", native = "1500 helius:credit" },
  }
  expect(result.figures["Spent so far"]):equals("$1.00")
  expect(result.markdown):contains("1,500 helius:credit have no price; add a rate for them.")
end)
