-- What forecast-accuracy says of a long history, of a short one, and of none.

local function days(first, count, amount)
  local list, start = {}, os.time { year = 2026, month = first, day = 1, hour = 12 }
  for i = 0, count - 1 do
    list[i + 1] = {
      day = os.date("!%Y-%m-%d", start + i * 86400), source = "web", provider = "puter", app = "Shop",
      cost = amount(i),
    }
  end
  return list
end

local function report(usage)
  local result = run { script = "forecast-accuracy", period = "2026-11", now = "2026-11-21T06:00:00Z", usage = usage }
  expect(result.error):is_nil()
  return result
end

test("a steady history has a forecast, and methods that were tried", function()
  local result = report(days(6, 173, function(i) return 10 + i % 3 end))
  expect(result.figures["Expected at month end"]):contains("$3")
  expect(result.figures["Off by, on the past"]):contains("%")
  expect(result.markdown):contains("Nothing can be compared yet.")
  expect(result.markdown):contains("| web")
end)

test("too little history says what a forecast needs", function()
  local result = report(days(11, 20, function() return 10 end))
  expect(result.markdown):contains("There is no forecast yet: a forecast of 10 days needs 21 known days of history")
end)

test("an empty store has no forecast", function()
  expect(report({}).markdown):contains("No cost is known for a forecast")
end)
