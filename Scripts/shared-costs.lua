-- What each app bears once shared costs are divided, and how they were divided.
-- The rules are those below `allocation:` in tallystick.yaml; without any, each app bears its own usage.

script { title = "Spend by app, shared costs included", api = 1, period = "month" }
local options = params { top = 15 }

local month = period.month()
local policy = allocation.policy()
if #policy == 0 then
  policy = allocation.policy { allocation.rule { "whoever used it", to = "app" } }
end
local shares = policy:apply { period = month, dims = { "app" } }

local r = report.new { title = "Spend by app in " .. month.label, subtitle = "Shared costs included" }
if not shares.cost then
  return r:text("No cost is known for " .. month.label .. ".")
end

-- What an app used itself is what came from it; the rest was shared out to it.
local own = shares:where(function(row) return row.app == row.target end)
local left = shares:unallocated()
local part = not shares.cost.is_zero and fmt.percent((shares.cost - (own.cost or 0)) / shares.cost) or "0%"

r:figures {
  { "Spent so far", shares.cost, before = shares.before, spark = shares:daily() },
  { "Used by the apps themselves", own.cost },
  { "Shared out", shares.cost - (own.cost or 0) - (left or 0), note = part .. " of all is not an app's own" },
  left and not left.is_zero and { "Nobody bears", left, note = "no rule takes it" },
}

r:section("What each app bears", function(s)
  s:table(shares:by("target"):top(options.top), {
    { field = "target", title = "App" }, "cost", "share",
    { field = "before", title = "vs " .. month:previous():same_days().label, format = "change" }, "trend",
  })
end)

r:section("Where it comes from", function(s)
  local across = shares:pivot("target", "source")
  s:table(across, across.fields, { total = true })
end)

r:details("How it was divided", function(s) s:ledger(shares) end)
return r
