-- How every budget stands, what is expected of it, and which ones need a decision.

script { title = "Budgets", api = 1, period = "month" }

local month = period.month()
local budgets = budget.all()
local r = report.new { title = "Budgets, " .. month.label }

if #budgets == 0 then
  r:text("There are no budgets yet. Add them to `tallystick.yaml`, and run the report again:")
  return r:code("budgets:\n  - { name: everything, limit: 500 USD, period: month }", "yaml")
end

-- Budgets count different things, so their amounts are texts; a platform's credits have a colon in their unit.
local function is_money(b) return b.limit and type(b.limit) ~= "number" and not b.unit:find(":") end
local function text(b, value)
  if value and b.unit:find(":") then value = value.amount end
  if value == nil then return nil end
  return type(value) == "number" and fmt.number(value) or fmt.money(value)
end

local figures, rows, charts = {}, {}, {}
for i, b in ipairs(budgets) do
  local status, reason = b:status()
  figures[i] = i <= 4 and b:figure(b.name .. ", left")
  rows[i] = {
    budget = b.name, period = b.period, spent = text(b, b.spent), pace = text(b, b.pace), share = b.share,
    limit = text(b, b.limit), left = text(b, b.remaining), unit = b.unit, reason = reason,
    status = status or (b.limit and "not known" or "no limit"),
  }
  -- A forecast knows amounts of money.
  if is_money(b) and b.spent then
    local outlook = forecast.period { period = b.period, where = b.scope }
    local day = status == "at risk" and outlook:day_reaching(b.limit)
    if day and day.likely then rows[i].reached = " It is probably reached on " .. fmt.date(day.likely) .. "." end
    charts[#charts + 1] = chart.burnup { outlook, budget = b, title = b.name .. " in " .. b.period.label }
  end
end
r:figures(figures)
for _, row in ipairs(rows) do
  local tail = row.reason .. "." .. (row.reached or "")
  if row.status == "over" then r:caution("**" .. row.budget .. " is over its limit:** " .. tail)
  elseif row.status == "at risk" then r:warning("**" .. row.budget .. " is at risk:** " .. tail) end
end

local function right(field) return { field = field, align = "right" } end
local share = { field = "share", title = "Of limit", format = "percent" }
local spent, pace, limit, left = right("spent"), right("pace"), right("limit"), right("left")
local columns = { "budget", "period", spent, pace, share, limit, left, "unit", "status", "reason" }
r:heading("All budgets"):table(rows, columns)
r:text("The pace is the limit in proportion to the days that are over.")
for _, c in ipairs(charts) do r:chart(c) end

return r
