-- How far forecasts can be trusted: what earlier reports said and what came, and how the methods do on the past.

script { title = "Forecast accuracy", api = 1, period = "month" }

local outlook = forecast.period()
local record, past = outlook.record, outlook.backtest
local r = report.new { title = "Forecast accuracy, " .. period.month().label }
if not outlook.expected then
  return r:text("No cost is known for a forecast; `tally fetch` fetches what the platforms tell.")
end

r:figures {
  outlook:figure("Expected at month end"),
  record and { "Off by, on average", fmt.percent(record.error or 0), note = record.count .. " earlier forecasts" },
  record and { "80% range held", fmt.percent(record.coverage[80] or 0), note = "of " .. record.count },
  past and past.error and { "Off by, on the past", fmt.percent(past.error), note = past.trials .. " trials" },
}
if outlook.reason then r:note("There is no forecast yet: " .. outlook.reason .. ".") end

local function column(field, title, format) return { field = field, title = title, format = format } end

r:heading("What reports said, and what came")
if record then
  local rows = {}
  for i, f in ipairs(record.forecasts) do
    rows[i] = {
      period = fmt.date(f.start) .. "–" .. fmt.date(f.last), made = f.made, expected = f.expected, low = f.low,
      high = f.high, came = f.actual, off = f.error, held = f.held and "held" or "missed",
    }
  end
  local low, high, off = column("low", "From"), column("high", "To"), column("off", "Off by", "percent")
  r:table(rows, { "period", column("made", "Made on"), "expected", low, high, "came", off, "held" }, { limit = 100 })
else
  r:text("Nothing can be compared yet. The forecasts of every report are kept; this table tells how they turned out.")
end

r:heading("How the methods do on the past")
if past then
  local rows = {}
  for i, m in ipairs(past.methods) do rows[i] = { method = m.name:gsub("_", " "), part = m.share, off = m.error } end
  r:table(rows, { "method", column("part", "Part of it", "percent"), column("off", "Off by", "percent") })
  r:text("Each was tried from " .. past.trials .. " days of the past, " .. past.days .. " days ahead each time.")
end

-- Where the total is hard to tell, one of its sources may be the reason.
local sources = {}
for _, source in ipairs(usage.sources()) do
  local o = forecast.period { where = { source = source } }
  local range = o.range80 or {}
  if o.expected and o.spent then
    local off = o.backtest and o.backtest.error
    sources[#sources + 1] = { source = source, expected = o.expected, low = range.low, high = range.high, off = off }
  end
end
local low, high, off = column("low", "80% from"), column("high", "To"), column("off", "Off by, on the past", "percent")
if sources[1] then r:heading("By source"):table(sources, { "source", "expected", low, high, off }) end

return r
