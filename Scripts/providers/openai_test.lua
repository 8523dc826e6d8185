-- What OpenAI's costs become, with what is easy to get wrong about them.

local function bucket(day, results)
  local start = os.time { year = 2026, month = 11, day = day, hour = 0 }
  return string.format('{"object":"bucket","start_time":%d,"end_time":%d,"results":[%s]}', start, start + 86400, results)
end

local function result(value, item, more)
  return string.format('{"amount":{"value":%s,"currency":"usd"},"line_item":"%s","project_id":"proj_a"%s}', value, item, more or "")
end

local function read(...)
  return host.normalise { request = "costs 2026-11", observed_at = "2026-11-04T12:00:00Z", pages = { ... } }.readings
end

local function find(readings, wanted)
  for _, reading in ipairs(readings) do
    local fits = true
    for name, value in pairs(wanted) do fits = fits and reading[name] == value end
    if fits then return reading end
  end
end

test("a cost is the same as a number and as text, to the last digit", function()
  local page = '{"data":[' .. bucket(1, result("0.0597300001", "m, input")) .. "," .. bucket(2, result('"0.0597300001"', "m, input")) .. "]}"
  local readings = read(page)
  for _, day in ipairs { "2026-11-01", "2026-11-02" } do
    expect(find(readings, { day = day, facet = "app+service", measure = "cost" }).value):equals("0.0597300001")
    expect(find(readings, { day = day, facet = "total", measure = "cost" }).value):equals("0.0597300001")
  end
end)

test("what is not a number is refused", function()
  expect(function() read('{"data":[' .. bucket(1, result('"NaN"', "m")) .. "]}") end):fails('expected a number, got "NaN"')
end)

test("all pages count, and days without results are zero", function()
  local readings = read('{"data":[' .. bucket(1, result("1", "m")) .. '],"has_more":true,"next_page":"p2"}', '{"data":[' .. bucket(2, "") .. "," .. bucket(3, result("2", "m")) .. "]}")
  expect(find(readings, { day = "2026-11-02", facet = "total" }).value):equals("0")
  expect(find(readings, { day = "2026-11-03", facet = "total" }).value):equals("2")
  expect(find(readings, { day = "2026-11-05" })):is_nil()
end)

test("a line item is a model and its meter, with its quantity", function()
  local readings = read('{"data":[' .. bucket(1, result("1", "gpt-5-nano, input", ',"quantity":47784,"quantity_unit":"tokens"')) .. "]}")
  local tokens = find(readings, { measure = "quantity" })
  expect { tokens.service, tokens.meter, tokens.unit, tokens.value, tokens.app }:equals { "gpt-5-nano", "input", "tokens", "47784", "proj_a" }
end)

test("months are asked for one by one, and none beyond now", function()
  local requests = host.requests { now = "2026-11-04T12:00:00Z", options = { backfill_months = 1 } }
  expect(#requests):equals(2)
  expect { requests[1].query.start_time, requests[1].query.end_time }:equals { "1790812800", "1793491200" }
  expect(requests[2].query.end_time):equals("1793793600")
  expect(requests[1].query.group_by):equals { "project_id", "line_item" }
end)

test("a month that was read after it settled is not asked for again", function()
  local function asked(read)
    local ids = {}
    for i, request in ipairs(host.requests { now = "2026-11-08T02:00:00Z", last_observed = { ["costs 2026-10"] = read } }) do
      ids[i] = request.id
    end
    return ids
  end
  expect(asked("2026-11-07T23:00:00Z")):equals { "costs 2026-10", "costs 2026-11" }
  expect(asked("2026-11-08T01:00:00Z")):equals { "costs 2026-11" }
end)
