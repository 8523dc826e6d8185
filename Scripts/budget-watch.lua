-- How every budget stands, and whether spending keeps pace with the days.

script { title = "Budgets", api = 1, period = "month" }

local month = period.month()
local budgets = budget.all()
local r = report.new { title = "Budgets, " .. month.label }

if #budgets == 0 then
  r:text("There are no budgets yet. Add them to `tallystick.yaml`, and run the report again:")
  return r:code("budgets:\n  - { name: everything, limit: 500 USD, period: month }", "yaml")
end

-- Budgets count different things, so their amounts are texts; a platform's credits have a colon in their unit.
local function is_credit(b) return b.unit:find(":") ~= nil end
local function text(b, value)
  if value and is_credit(b) then value = value.amount end
  if value == nil then return nil end
  return type(value) == "number" and fmt.number(value) or fmt.money(value)
end

local function status(b)
  if not b.limit or not b.spent then return b.limit and "not known" or "no limit" end
  return b.spent > b.limit and "over" or b.spent > b.pace and "ahead of pace" or "within pace"
end

local figures, rows = {}, {}
for i, b in ipairs(budgets) do
  figures[i] = i <= 4 and b:figure(b.name .. ", left")
  rows[i] = {
    budget = b.name, period = b.period, spent = text(b, b.spent), pace = text(b, b.pace), share = b.share,
    limit = text(b, b.limit), left = text(b, b.remaining), unit = b.unit, status = status(b),
  }
end
r:figures(figures)
for _, row in ipairs(rows) do
  local how = row.share and ":** " .. fmt.percent(row.share) .. " of it is used in " .. row.period.label .. "." or ".**"
  if row.status == "over" then r:caution("**" .. row.budget .. " is over its limit" .. how)
  elseif row.status == "ahead of pace" then r:warning("**" .. row.budget .. " is ahead of its pace" .. how) end
end

local function right(field) return { field = field, align = "right" } end
local share = { field = "share", title = "Of limit", format = "percent" }
local spent, pace, limit, left = right("spent"), right("pace"), right("limit"), right("left")
r:heading("All budgets"):table(rows, { "budget", "period", spent, pace, share, limit, left, "unit", "status" })
r:text("The pace is the limit in proportion to the days that are over.")
-- Budgets of real money also day by day.
for _, b in ipairs(budgets) do
  if b.limit and b.spent and type(b.limit) ~= "number" and not is_credit(b) then
    local days, sum = {}, 0
    for i, point in ipairs(usage.load { period = b.period, where = b.scope, dims = { "day" } }:daily()) do
      sum = sum + (point.value or 0)
      days[i] = { day = point.day, spent = sum }
    end
    local options = { days, x = "day", y = "spent", limit = b.limit, title = b.name .. " in " .. b.period.label }
    if days[1] then r:chart(chart.line(options)) end
  end
end

return r
