-- What a GitHub organization, user or enterprise owes, day by day, repository by repository and product by product.
-- Give exactly one of organization, user and enterprise. The token belongs to an administrator or billing manager.

local owners = { organization = "organizations", user = "users", enterprise = "enterprises" }

local function requests(plan)
  local path
  for option, folder in pairs(owners) do
    local name = plan.options[option]
    if name then
      if path then error("give one of organization, user and enterprise, not several", 0) end
      path = { folder, name, "settings", "billing", "usage" }
    end
  end
  if not path then error("a source needs one of organization, user and enterprise", 0) end
  local list = {}
  for _, month in ipairs(plan.months) do
    -- There are no pages: a month is small enough, a year may not be.
    list[#list + 1] = {
      id = "usage " .. month.name, path = path, subject = "the usage of " .. month.english,
      query = { year = month.year, month = month.number }, final_after = month.settled,
    }
  end
  return list
end

local categories = { actions = "Developer Tools", copilot = "AI and Machine Learning", packages = "Storage" }

local function normalise(reply)
  local records = {}
  for _, item in ipairs(reply.body.usageItems) do
    local product = item.product:lower() -- the platform writes it both ways
    records[#records + 1] = {
      day = item.date:sub(1, 10), -- a day, or the time at which it begins
      app = item.repositoryName, service = product, meter = item.sku:lower(), category = categories[product],
      cost = decimal(item.netAmount), -- what is owed; the gross amount has what is included in the plan
      quantity = item.quantity, unit = item.unitType:lower(),
    }
  end
  return { records = records, span = { from = reply.month.start, to = reply.month.stop } }
end

return {
  api = 1, title = "GitHub", base_url = "https://api.github.com", currency = "USD", by = { "app", "service" },
  credential = { key = "token", as = "bearer" },
  headers = { Accept = "application/vnd.github+json", ["X-GitHub-Api-Version"] = "2022-11-28" },
  options = { { name = "organization" }, { name = "user" }, { name = "enterprise" } },
  limit_reset = "x-ratelimit-reset",
  backfill_months = 3, requests = requests, normalise = normalise,
}
