-- Forecasts each day as the median of the same weekday in the last eight weeks.
-- One day of a runaway job, which would pull a mean up for weeks, changes nothing.

local weeks = 8

local function median(numbers)
  table.sort(numbers)
  local middle = #numbers // 2
  if #numbers % 2 == 1 then return numbers[middle + 1] end
  return (numbers[middle] + numbers[middle + 1]) / 2
end

return {
  api = 1,
  kind = "forecast",
  title = "The median of the same weekday",
  forecast = function(values, days, context)
    local path = {}
    for ahead = 1, days do
      local same = {}
      local day = #values + (ahead - 1) % 7 + 1 - 7
      while day >= 1 and #same < weeks do
        -- A day that nobody knows has no say, unless nothing else has.
        if context.weights[day] > 0 then same[#same + 1] = values[day] end
        day = day - 7
      end
      path[ahead] = #same > 0 and median(same) or values[#values]
    end
    return path
  end,
}
