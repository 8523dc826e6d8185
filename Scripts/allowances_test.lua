-- What allowances makes of limits of different kinds.

local function report(allowances)
  local result = run {
    script = "allowances", period = "2026-11", now = "2026-11-11T00:00:00Z", usage = {}, allowances = allowances,
    sources = { { name = "notte" }, { name = "puter" } },
  }
  expect(result.error):is_nil()
  return result
end

-- A balance as it was seen at the start of each of the first ten days, and how much less it was each time.
local function falling(from, by)
  local rows = {}
  for day = 1, 10 do
    local at = string.format("2026-11-%02dT00:00:00Z", day)
    local left = from - (day - 1) * by
    rows[day] = { source = "notte", name = "balance", limit = 100, remaining = left, unit = "USD", at = at }
  end
  return rows
end

test("money, credits, bytes and counts stand in their own words", function()
  local rows = report({
    { source = "notte", name = "balance", limit = 10, used = 4, remaining = 6, unit = "USD" },
    { source = "notte", name = "credits", limit = 1000, used = 250, remaining = 750, unit = "notte:credit" },
    { source = "puter", name = "storage", limit = 1e9, used = 5e8, unit = "byte" },
    { source = "puter", name = "users", limit = 40, used = 10, unit = "user" },
  }).tables[1].rows
  expect(rows[1][3]):equals("$4.00")
  expect(rows[1][4]):equals("40.0%")
  expect(rows[2][3]):equals("250")
  expect(rows[2][7]):equals("notte:credit")
  expect(rows[3][3]):equals("500 MB")
  expect(rows[4][6]):equals("40")
end)

test("without allowances the report says so", function()
  expect(report({}).markdown):contains("No platform told of a limit in November 2026;")
end)

test("a balance that falls fast is warned of", function()
  local result = report(falling(100, 8))
  expect(result.figures["Allowances"]):equals("1")
  expect(result.figures["Will run out"]):equals("1")
  expect(result.figures["First to run out"]):equals("notte")
  expect(result.markdown):contains("**notte, balance** probably runs out on")
  expect(result.tables[1].rows[1][3]):equals("$28.00")
end)

test("a balance that stays is not warned of", function()
  local result = report(falling(100, 0))
  expect(result.figures["Will run out"]):equals("0")
  expect(result.figures["First to run out"]):is_nil()
end)

test("an allowance without a limit, or with one of zero, has no share", function()
  local tables = report({
    { source = "notte", name = "calls", used = 12, unit = "call" },
    { source = "notte", name = "seats", limit = 0, used = 0, unit = "seat" },
  }).tables
  -- What runs out may have a table before.
  local rows = tables[#tables].rows
  expect(rows[1][3]):equals("12")
  expect(rows[1][4]):equals("–")
  expect(rows[2][3]):equals("0")
  expect(rows[2][4]):equals("–")
end)
