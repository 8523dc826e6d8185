-- What Anthropic's cost report becomes, with what is easy to get wrong about it.

local function bucket(day, results)
  return string.format('{"starting_at":"2026-11-%02dT00:00:00Z","ending_at":"2026-11-%02dT00:00:00Z","results":[%s]}', day, day + 1, results)
end

local function result(amount, more)
  return string.format('{"amount":"%s","currency":"USD","cost_type":"tokens","model":"claude-a","token_type":"output_tokens","workspace_id":null%s}', amount, more or "")
end

local function read(...)
  return host.normalise { request = "costs 2026-11", observed_at = "2026-11-03T12:00:00Z", pages = { ... } }.readings
end

test("an amount is in cents, to the last fraction of one", function()
  local readings = read('{"data":[' .. bucket(1, result("412.805")) .. '],"has_more":false,"next_page":null}')
  expect { readings[1].facet, readings[1].value, readings[1].unit }:equals { "app+service", "4.12805", "USD" }
  expect { readings[2].facet, readings[2].value }:equals { "total", "4.12805" }
end)

test("the default workspace is an app too", function()
  expect(read('{"data":[' .. bucket(1, result("1")) .. "]}")[1].app):equals("default workspace")
end)

test("rows of one item add up over pages, and the end of a day is exclusive", function()
  local readings = read('{"data":[' .. bucket(1, result("1") .. "," .. result("2.5")) .. "]}", '{"data":[' .. bucket(2, result("3")) .. "]}")
  expect { readings[2].day, readings[2].value }:equals { "2026-11-01", "0.035" }
  expect { readings[4].day, readings[4].value }:equals { "2026-11-02", "0.03" }
  expect { readings[5].day, readings[5].value }:equals { "2026-11-03", "0" }
  expect(#readings):equals(5)
end)

test("a month is asked for whole, with both groupings", function()
  local requests = host.requests { now = "2026-11-04T12:00:00Z", options = { backfill_months = 0 } }
  expect(#requests):equals(1)
  expect(requests[1].query["group_by[]"]):equals { "workspace_id", "description" }
  expect(requests[1].query.ending_at):equals("2026-12-01T00:00:00Z")
end)
