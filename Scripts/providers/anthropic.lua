-- What an Anthropic organization was charged, day by day, workspace by workspace and item by item.
-- It needs an admin key (sk-ant-admin…). Priority Tier spend is not part of the platform's cost report.

local function requests(plan)
  local list = {}
  for _, month in ipairs(plan.months) do
    list[#list + 1] = {
      id = "costs " .. month.name, path = "v1/organizations/cost_report", subject = "the costs of " .. month.english,
      query = {
        starting_at = month.start .. "T00:00:00Z", ending_at = month.stop .. "T00:00:00Z", -- the end is exclusive
        bucket_width = "1d", limit = 31, ["group_by[]"] = { "workspace_id", "description" },
      },
      paging = { next = "next_page", into = "page", more = "has_more" },
      final_after = month.settled,
    }
  end
  return list
end

local function normalise(reply)
  local records = {}
  for _, page in ipairs(reply.pages) do
    for _, bucket in ipairs(page.data) do
      for _, result in ipairs(bucket.results) do
        records[#records + 1] = {
          day = bucket.starting_at:sub(1, 10), -- buckets are days in UTC
          app = result.workspace_id or "default workspace", -- null is the workspace that every organization has
          service = result.model or result.cost_type or "other",
          meter = result.token_type or result.description,
          category = "AI and Machine Learning",
          cost = decimal(result.amount, -2), -- cents, with fractions, as text
          currency = result.currency,
        }
      end
    end
  end
  return { records = records, span = { from = reply.month.start, to = reply.month.stop } }
end

return {
  api = 1, title = "Anthropic", base_url = "https://api.anthropic.com", currency = "USD", by = { "app", "service" },
  credential = { key = "admin_key", header = "x-api-key" },
  headers = { ["anthropic-version"] = "2023-06-01" },
  backfill_months = 3, requests = requests, normalise = normalise,
}
