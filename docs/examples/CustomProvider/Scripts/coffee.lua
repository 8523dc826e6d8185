-- What a cup of coffee costs.
local month = period.month()
local coffee = usage.load { period = month }
local r = report.new { title = "Coffee in " .. month.label }
r:figures {
  { "Cups", coffee.requests },
  { "Spent", coffee.cost },
}
return r
