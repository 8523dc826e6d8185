-- One page for whoever pays: what it cost, what changed, what needs a decision.

script { title = "Usage and cost", api = 1, period = "month" }
local options = params { top = 5, budget = "everything", metric = "users" }

local month = period.month()
local before = month:previous():same_days()
local spend = usage.load { period = month, dims = { "app", "provider" } }
local plan, outlook = budget.find(options.budget), forecast.period { period = month }
local r = report.new { title = "Usage and cost, " .. month.label }

for _, u in ipairs(spend:unpriced()) do
  r:note(fmt.number(u.quantity) .. " " .. u.unit .. " have no price and are not counted here.")
end
if not spend.cost then
  return r:text("No cost is known for " .. month.label .. "; `tally fetch` fetches what the platforms tell.")
end

-- What a thousand of the metric cost; else the mean cost of a day.
local function last_figure()
  for _, name in ipairs(metrics.names()) do
    local total = name == options.metric and metrics.load(name, { period = month }).total
    if total and total > 0 then return { "Cost of 1,000 " .. name, spend.cost / total * 1000, note = "all apps" } end
  end
  return { "A day, on average", spend.cost / month.elapsed_days, note = month.elapsed_days .. " days" }
end

local soon = {}
for _, row in ipairs(allowances.load { period = month }) do
  if row.runs_out then soon[#soon + 1] = row end
end
table.sort(soon, function(a, b) return a.runs_out.expected < b.runs_out.expected end)

r:figures {
  { "Spent so far", spend.cost, before = spend.before, note = "vs " .. before.label, spark = spend:daily() },
  outlook:figure("Expected at month end"),
  plan and plan:figure("Budget left"),
  last_figure(),
}

for _, b in ipairs(budget.all()) do
  local status, reason = b:status()
  if status == "over" then r:caution("**Budget " .. b.name .. " is over its limit:** " .. reason .. ".")
  elseif status == "at risk" then r:warning("**Budget " .. b.name .. " is at risk:** " .. reason .. ".") end
end
for _, a in ipairs(soon) do
  r:warning("**" .. a.source .. " runs out:** " .. fmt.date(a.runs_out.expected) .. ", " .. a.name .. ".")
end
local change = { field = "before", title = "vs " .. before.label, format = "change" }
r:section("Budget", function(s)
  s:chart(chart.burnup { outlook, usage.load { period = month:previous() }, budget = plan, title = "Spend so far" })
end)
r:heading("Daily spend"):chart(chart.stacked { spend, by = "provider", title = "Daily spend by platform" })
r:section("Where it goes", function(s)
  for _, dim in ipairs { "app", "provider" } do
    s:table(spend:by(dim):top(options.top), { dim, { field = "cost", format = "bar" }, "share", change, "trend" })
  end
end)

return r
