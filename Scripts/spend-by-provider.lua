-- What each platform costs this month, and which of its services.

script { title = "Spend by platform", api = 1, period = "month" }
local options = params { top = 8 }

local month = period.month()
local before = month:previous():same_days()
local spend = usage.load { period = month }
local platforms = spend:by("provider")

local r = report.new { title = "Platforms in " .. month.label }

for _, credit in ipairs(spend:unpriced()) do
  r:note(fmt.number(credit.quantity) .. " " .. credit.unit .. " have no price; add a rate for them.")
end
if not spend.cost then
  return r:text("No cost is known for " .. month.label .. "; `tally fetch` fetches what the platforms tell.")
end

local first = platforms:rows()()
r:figures {
  { "Spent so far", spend.cost, before = spend.before, note = "vs " .. before.label, spark = spend:daily() },
  { "Largest platform", first.key, note = fmt.money(first.cost) },
  { "Platforms", #platforms, note = #spend:by("source") .. " accounts" },
  spend.coverage and { "Seen", spend.coverage, format = "percent", note = "of the time that is over" },
}

local change = { field = "before", title = "vs " .. before.label, format = "change" }

r:section("Daily spend", function(s)
  s:chart(chart.stacked { spend, by = "provider", title = "Daily spend by platform" })
end)

r:section("Cost by platform", function(s)
  s:table(platforms, { "provider", { field = "cost", format = "bar" }, "share", change, "requests", "trend" })
end)

-- A platform that tells no services has one row, which says nothing new.
for row in platforms:rows() do
  local services = row.frame:by("service")
  if #services > 1 then
    r:section(row.provider .. ", by service", function(s)
      s:table(services:top(options.top), { "service", "cost", "share", change, "requests" })
    end)
  end
end

r:details("Which account costs what", function(s)
  s:table(spend:by("source", "provider"), { "source", "provider", "cost", "share", change })
end)

return r
