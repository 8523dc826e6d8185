-- What GitHub's billing report becomes, with what is easy to get wrong about it.

local function item(date, product, net, more)
  return string.format(
    '{"date":"%s","product":"%s","sku":"Actions Linux","quantity":100,"unitType":"Minutes","grossAmount":0.8,"discountAmount":0.5,"netAmount":%s%s}',
    date, product, net, more or ',"repositoryName":"org/site"')
end

local function read(...)
  local body = '{"usageItems":[' .. table.concat({ ... }, ",") .. "]}"
  return host.normalise { request = "usage 2026-11", observed_at = "2026-11-02T12:00:00Z", body = body }.readings
end

test("what is owed is the net amount", function()
  local readings = read(item("2026-11-01", "Actions", "0.3"))
  expect { readings[1].facet, readings[1].measure, readings[1].value }:equals { "app+service", "cost", "0.3" }
  expect { readings[2].measure, readings[2].value, readings[2].unit }:equals { "quantity", "100", "minutes" }
  expect { readings[3].facet, readings[3].value }:equals { "total", "0.3" }
end)

test("products are the same however they are written, and a day may be a time", function()
  local readings = read(item("2026-11-01", "Actions", "0.1"), item("2026-11-01T00:00:00Z", "actions", "0.2"))
  expect { readings[1].service, readings[1].value }:equals { "actions", "0.3" }
end)

test("usage without a repository belongs to no app, and empty days are zero", function()
  local readings = read(item("2026-11-01", "copilot", "0.3", ""))
  expect(readings[1].app):equals("(no app)")
  expect { readings[4].day, readings[4].value, #readings }:equals { "2026-11-02", "0", 4 }
end)

test("the path is the owner's", function()
  local requests = host.requests { now = "2026-11-04T12:00:00Z", options = { organization = "acme", backfill_months = 0 } }
  expect(requests[1].path):equals("organizations/acme/settings/billing/usage")
  expect(requests[1].query):equals { year = "2026", month = "11" }
end)

test("one owner is needed, and no more than one", function()
  expect(function() host.requests { now = "2026-11-04T12:00:00Z" } end):fails("a source needs one of organization, user and enterprise")
  expect(function() host.requests { now = "2026-11-04T12:00:00Z", options = { user = "a", organization = "b" } } end)
    :fails("give one of organization, user and enterprise, not several")
end)
