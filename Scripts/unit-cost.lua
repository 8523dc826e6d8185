-- What a thousand users cost: spending beside a number of your own.

script { title = "Unit cost", api = 1, period = "month" }
local options = params { metric = "users", per = 1000 }

local month = period.month()
local before = month:previous():same_days()
local name = options.metric
local each = fmt.number(options.per) .. " " .. name
local r = report.new { title = "What " .. each .. " cost in " .. month.label }

local known = {}
for _, metric in ipairs(metrics.names()) do known[metric] = true end
if not known[name] then
  r:text("There is no metric *" .. name .. "* yet. Write one value a day into a file, and bring it in with "
    .. "`tally import metric " .. name .. " FILE`. With `--param metric=NAME`, the report takes another one.")
  return r:code("day,app,value\n2026-11-01,Shop,1250\n2026-11-02,Shop,1310", "csv")
end

local spend = usage.load { period = month, dims = { "app" } }
local units, units_before = metrics.load(name, { period = month }), metrics.load(name, { period = before })

-- What `per` units cost; nil where the cost or the number is not known.
local function unit_cost(cost, count) return cost and count and count > 0 and cost / count * options.per or nil end
-- Means of large numbers without decimals.
local function mean(m) return m.mean and m.mean > 100 and math.floor(m.mean + 0.5) or m.mean end

local now, then_ = unit_cost(spend.cost, units.total), unit_cost(spend.before, units_before.total)
if not now then
  return r:text("No " .. (spend.cost and "value of " .. name or "cost") .. " is known for " .. month.label .. ".")
end
r:figures {
  { "Cost of " .. each, now, before = then_, note = "vs " .. before.label },
  { "Spent so far", spend.cost, before = spend.before, spark = spend:daily() },
  { "Mean " .. name .. " a day", mean(units), before = mean(units_before), spark = units:daily() },
}

local days = {}
for i, point in ipairs(spend:daily()) do
  days[i] = { day = point.day, cost = unit_cost(point.value, units[i] and units[i].value) }
end
r:section("Day by day", function(s)
  s:chart(chart.line { days, x = "day", y = "cost", title = "Cost of " .. each })
  s:chart(chart.line { units, title = "Daily " .. name })
end)

if units.dims[1] == "app" then
  local rows = {}
  for i, row in ipairs(units:by("app")) do
    local cost = spend:where { app = row.key }.cost
    rows[i] = { app = row.key, price = unit_cost(cost, row.total), cost = cost, mean = mean(row), trend = row.trend }
  end
  r:section("By app", function(s)
    local price, trend = { field = "price", title = "Cost of " .. each }, { field = "trend", title = name .. ", daily" }
    s:table(rows, { "app", price, "cost", { field = "mean", title = "Mean " .. name .. " a day" }, trend })
  end)
end

return r
