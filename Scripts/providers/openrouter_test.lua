-- What OpenRouter's activity and credits become, with what is easy to get wrong about them.

local function row(day, usage, byok)
  return string.format(
    '{"date":"2026-11-%02d","model":"openai/gpt-4.1","provider_name":"OpenAI","usage":%s,"byok_usage_inference":%s,"requests":5,"prompt_tokens":50,"completion_tokens":125}',
    day, usage, byok)
end

local function read(...)
  local body = '{"data":[' .. table.concat({ ... }, ",") .. "]}"
  return host.normalise { request = "activity", observed_at = "2026-11-20T09:00:00Z", body = body }.readings
end

local function totals(readings)
  local found = {}
  for _, reading in ipairs(readings) do
    if reading.facet == "total" and reading.measure == "cost" then found[reading.day] = reading.value end
  end
  return found
end

test("what own keys cost is not added", function()
  expect(totals(read(row(19, "0.015", "0.012")))):equals { ["2026-11-19"] = "0.015" }
end)

test("days between the first and yesterday are zero, today and those before are not known", function()
  expect(totals(read(row(17, "1", "0"), row(19, "0.1", "0")))):equals {
    ["2026-11-17"] = "1", ["2026-11-18"] = "0", ["2026-11-19"] = "0.1",
  }
end)

test("tokens and requests are told by model", function()
  local found = {}
  for _, reading in ipairs(read(row(19, "1", "0"))) do
    if reading.facet == "service" then found[reading.meter .. " " .. reading.measure] = reading.value .. " " .. reading.unit end
  end
  expect(found):equals {
    ["OpenAI cost"] = "1 USD", ["OpenAI requests"] = "5 request",
    ["prompt_tokens quantity"] = "50 tokens", ["completion_tokens quantity"] = "125 tokens",
  }
end)

test("no activity at all says nothing", function()
  expect(read()):equals {}
end)

test("the balance is what was bought less what was used, also below zero", function()
  local body = '{"data":{"total_credits":100.5,"total_usage":125.75}}'
  local told = host.normalise { request = "credits", observed_at = "2026-11-20T09:00:00Z", body = body }
  expect(told.allowances):equals { { name = "credits", unit = "USD", limit = "100.5", used = "125.75", remaining = "-25.25" } }
end)
