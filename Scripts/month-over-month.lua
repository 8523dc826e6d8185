-- What costs more and what costs less than on the same days of the month before.

script { title = "Month over month", api = 1, period = "month" }
local options = params { top = 8, months = 12 }

local month = period.month()
local before = month:previous():same_days()
local r = report.new { title = month.label .. " against " .. month:previous().label }

local function load(when, ...) return usage.load { period = when, dims = { ... } } end
local now, earlier = load(month, "app", "provider"), load(before, "app", "provider")

for _, credit in ipairs(now:unpriced()) do
  r:note(fmt.number(credit.quantity) .. " " .. credit.unit .. " have no price and are not counted here.")
end
if not now.cost and not earlier.cost then
  return r:text("No cost is known for " .. month.label .. " or for " .. before.label .. ".")
end

local apps = now:by("app"):compare(earlier:by("app"))

-- The app with the largest change upwards, or downwards with a sign of -1, as a figure.
local function mover(label, sign)
  local found
  for row in apps:rows() do
    if sign * row.change > 0 and (not found or sign * row.change > sign * found.change) then found = row end
  end
  if not found then return { label, "none" } end
  local ratio = found.before and found.after and ", " .. fmt.change(found.before, found.after) or ""
  return { label, found.key, note = fmt.money(found.change) .. ratio }
end

r:figures {
  { "Spent so far", now.cost, before = earlier.cost, note = "vs " .. before.label, spark = now:daily() },
  { before.label, earlier.cost, spark = earlier:daily() },
  mover("Grew most", 1), mover("Fell most", -1),
}

r:section("Day by day", function(s) s:chart(chart.line { now, earlier, title = "Daily spend" }) end)

local function section(title, changes, ...)
  local columns = table.move({ "change", "percent", "before", "after" }, 1, 4, select("#", ...) + 1, { ... })
  r:section(title, function(s) s:table(changes, columns, { limit = options.top }) end)
end
local services, old = load(month, "provider", "service"), load(before, "provider", "service")
section("By app", apps, "app")
section("By platform", now:by("provider"):compare(earlier:by("provider")), "provider")
section("By service", services:by("provider", "service"):compare(old:by("provider", "service")), "provider", "service")

local last = month.until_day or month.start
local year = period(tostring(month:previous(options.months - 1).start) .. ".." .. tostring(last))
local months = {}
for i, point in ipairs(load(year, "provider"):monthly()) do
  months[i] = { month = period.month(point.day).label, cost = point.value }
end
r:section("The last " .. #months .. " months", function(s)
  s:table(months, { "month", { field = "cost", format = "bar" } }, { caption = "Up to " .. fmt.date(last) })
end)

return r
