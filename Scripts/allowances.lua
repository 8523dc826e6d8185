-- What is used and left of every limit, which run out before they start again, and what expires unused.

script { title = "Allowances", api = 1, period = "month" }

local month = period.month()
local rows = allowances.load { period = month }
local r = report.new { title = "Allowances, " .. month.label }

if #rows == 0 then return r:text("No platform told of a limit in " .. month.label .. "; `tally fetch` asks them.") end

-- Money, credits and bytes share the columns, so their cells are texts; credits have a colon in their unit.
local function text(value, unit, decimals)
  if value == nil then return nil end
  if unit == "byte" then return fmt.bytes(value) end
  if unit:find(":") then value = value.amount end
  return type(value) == "number" and fmt.number(value, decimals) or fmt.money(value)
end

local list, by_row, soon = {}, {}, {}
for i, row in ipairs(rows) do
  by_row[row] = {
    account = row.source, allowance = row.name, used = text(row.used, row.unit),
    share = row.used and row.limit and row.limit > 0 and row.used / row.limit or nil,
    left = text(row.remaining, row.unit), limit = text(row.limit, row.unit),
    unit = row.unit ~= "byte" and row.unit or nil, starts_again = row.resets_at and fmt.date(row.resets_at),
    drawn = row.draw, expires = row.unused and text(row.unused.expected, row.unit, 0),
  }
  list[i] = by_row[row]
  if row.runs_out then soon[#soon + 1] = row end
end
table.sort(soon, function(a, b) return a.runs_out.expected < b.runs_out.expected end)

local first = soon[1]
r:figures {
  { "Allowances", #rows, note = "as the platforms last told them" },
  { "Will run out", #soon, note = "before they start again" },
  first and { "First to run out", first.source, note = fmt.date(first.runs_out.expected) .. ", " .. first.name },
}
local out = {}
for i, row in ipairs(soon) do
  local days = row.runs_out
  r:warning("**" .. row.source .. ", " .. row.name .. "** probably runs out on " .. fmt.date(days.expected) .. ".")
  out[i] = {
    account = row.source, allowance = row.name, left = by_row[row].left, starts_again = by_row[row].starts_again,
    early = days.early, expected = days.expected, late = days.late or "not before it starts again",
  }
end

local function right(field) return { field = field, align = "right" } end
local share = { field = "share", title = "Of limit", format = "percent" }
local used, left, limit, expires = right("used"), right("left"), right("limit"), right("expires")
local columns = { "account", "allowance", used, share, left, limit, "unit", "drawn", "starts_again", expires }
if first then
  r:heading("What runs out"):table(out, { "account", "allowance", left, "early", "expected", "late", "starts_again" })
  r:text("Half of what may come has used it up by the expected day, one in ten by the early and nine by the late one.")
end
r:heading("All allowances"):table(list, columns)
r:text("Drawn is the order in which usage takes from an account's pools; expires is what is probably lost then.")

return r
