-- What each app costs this month, and on which platform.

script { title = "Spend by app", api = 1, period = "month" }
local options = params { top = 10 }

local month = period.month()
local before = month:previous():same_days()
local spend = usage.load { period = month, dims = { "app", "provider" } }
local apps = spend:by("app")
local providers = spend:by("provider")

local r = report.new { title = "Spend in " .. month.label }

for _, credit in ipairs(spend:unpriced()) do
  r:note(fmt.number(credit.quantity) .. " " .. credit.unit .. " have no price; add a rate for them.")
end
if not spend.cost then
  return r:text("No cost is known for " .. month.label .. ".")
end

local function leader(groups)
  local first = groups:rows()()
  return first.key, fmt.money(first.cost)
end
local app, app_note = leader(apps)
local provider, provider_note = leader(providers)

r:figures {
  { "Spent so far", spend.cost, before = spend.before, note = "vs " .. before.label, spark = spend:daily() },
  { "A day, on average", spend.cost / month.elapsed_days, note = month.elapsed_days .. " days" },
  { "Largest app", app, note = app_note },
  { "Largest platform", provider, note = provider_note },
}

local change = { field = "before", title = "vs " .. before.label, format = "change" }

r:section("Daily spend", function(s)
  s:chart(chart.stacked { spend, by = "provider", title = "Daily spend by platform" })
end)

r:section("Cost by app", function(s)
  s:table(apps:top(options.top), { "app", "cost", "share", change, "trend" })
end)

r:section("Cost by platform", function(s)
  s:table(providers, { "provider", { field = "cost", format = "bar" }, "share", change, "trend" })
end)

r:details("Which app used which platform", function(s)
  s:table(spend:by("app", "provider"), { "app", "provider", "cost", "share" })
end)

return r
