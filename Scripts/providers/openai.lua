-- What an OpenAI organization was charged, day by day, project by project and line item by line item.
-- It needs an admin key of the organization; the keys of projects may not read costs.

local function requests(plan)
  local list = {}
  for _, month in ipairs(plan.months) do
    -- An end in the future is refused.
    local stop = math.min(month.stop_time, plan.now_time)
    if stop > month.start_time then
      list[#list + 1] = {
        id = "costs " .. month.name, path = "v1/organization/costs", subject = "the costs of " .. month.english,
        query = {
          start_time = month.start_time, end_time = stop, bucket_width = "1d", limit = 31,
          group_by = { "project_id", "line_item" },
        },
        -- Without following the pages, a month would be cut.
        paging = { next = "next_page", into = "page", more = "has_more" },
        final_after = month.settled,
      }
    end
  end
  return list
end

-- "gpt-5-nano, input" is the input of a model; other line items stand for themselves.
local function parts(item)
  if not item then return "other", nil end
  local service, meter = item:match("^(.-),%s*(.+)$")
  return service or item, meter
end

local function normalise(reply)
  local records = {}
  for _, page in ipairs(reply.pages) do
    for _, bucket in ipairs(page.data) do
      for _, result in ipairs(bucket.results or {}) do
        local service, meter = parts(result.line_item)
        local amount = result.amount or { value = 0, currency = "usd" }
        records[#records + 1] = {
          day = os.date("!%Y-%m-%d", bucket.start_time), -- buckets are days in UTC
          app = result.project_id, service = service, meter = meter, category = "AI and Machine Learning",
          cost = decimal(amount.value), -- dollars, as a number or as text
          currency = amount.currency:upper(),
          quantity = result.quantity, unit = result.quantity and (result.quantity_unit or "unit"),
        }
      end
    end
  end
  return { records = records, span = { from = reply.month.start, to = reply.month.stop } }
end

return {
  api = 1, title = "OpenAI", base_url = "https://api.openai.com", currency = "USD", by = { "app", "service" },
  credential = { key = "admin_key", as = "bearer" },
  backfill_months = 3, requests = requests, normalise = normalise,
}
