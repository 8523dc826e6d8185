local function weights(count)
  local list = {}
  for i = 1, count do list[i] = 1 end
  return list
end

local function weekly(weeks)
  local values = {}
  for day = 1, weeks * 7 do values[day] = 10 * ((day - 1) % 7 + 1) end
  return values
end

test("a week that repeats goes on", function()
  local path = plugin.forecast(weekly(4), 9, { weights = weights(28), elapsed = 0 })
  expect(path):equals { 10, 20, 30, 40, 50, 60, 70, 10, 20 }
end)

test("one runaway day changes nothing", function()
  local values = weekly(5)
  values[29] = 100000
  expect(plugin.forecast(values, 1, { weights = weights(35), elapsed = 0 })[1]):equals(10)
end)

test("days that nobody knows have no say", function()
  local values, known = weekly(4), weights(28)
  values[22], known[22] = 999, 0
  values[15], known[15] = 999, 0
  expect(plugin.forecast(values, 1, { weights = known, elapsed = 0 })[1]):equals(10)
end)

test("it serves as the method of a forecast", function()
  local outlook = forecast.series(weekly(6), { horizon = 7, method = "median_week" })
  expect(outlook.expected):is_near(280, 1e-9)
  expect(outlook.method):equals("median_week")
end)
