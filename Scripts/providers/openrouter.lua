-- What an OpenRouter account used, day by day and model by model, and what is left of its credits.
-- It needs a management key. The platform tells the last 30 completed days in UTC; older ones are only in the store.

local function requests(plan)
  return {
    { id = "activity", path = "api/v1/activity" },
    { id = "credits", path = "api/v1/credits", optional = true, subject = "the balance" },
  }
end

local function credits(data)
  local total, used = decimal(data.total_credits), decimal(data.total_usage)
  -- Both are of the account's whole life; what is left may be below zero.
  return { allowances = { { name = "credits", limit = total, used = used, remaining = total - used } } }
end

local function normalise(reply)
  if reply.request == "credits" then return credits(reply.body.data) end
  local records, first = {}, nil
  for _, row in ipairs(reply.body.data) do
    local day = row.date:sub(1, 10)
    -- The platform's days may be on their way out of the 30: only from the first that it tells is nothing missing.
    if not first or day < first then first = day end
    records[#records + 1] = {
      day = day, service = row.model, meter = row.provider_name, category = "AI and Machine Learning",
      -- What the user's own keys cost elsewhere (byok_usage_inference) is no part of this bill.
      cost = decimal(row.usage), requests = row.requests,
    }
    for unit, tokens in pairs { prompt_tokens = row.prompt_tokens, completion_tokens = row.completion_tokens } do
      records[#records + 1] = { day = day, service = row.model, meter = unit, category = "AI and Machine Learning", quantity = tokens, unit = "tokens" }
    end
  end
  -- Today is missing, and no day is zero because of it.
  return { records = records, span = first and { from = first, to = reply.today } }
end

return {
  api = 1, title = "OpenRouter", base_url = "https://openrouter.ai", currency = "USD",
  credential = { key = "management_key", as = "bearer" },
  requests = requests, normalise = normalise,
}
