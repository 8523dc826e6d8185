-- The meters that cost most, and what one unit of each costs.

script { title = "Top meters", api = 1, period = "month" }
local options = params { top = 15 }

local month = period.month()
local before = month:previous():same_days()
local spend = usage.load { period = month, dims = { "provider", "service", "meter", "unit" } }

local r = report.new { title = "Top meters in " .. month.label }
if #spend == 0 then
  return r:text("No usage is known for " .. month.label .. "; `tally fetch` fetches what the platforms tell.")
end

local priced = spend:by("provider", "service", "meter", "unit"):where(function(row) return row.cost ~= nil end)

-- What one unit costs, where the platform counts units; of small ones what a million or a gigabyte costs.
local first, prices = nil, {}
for row in priced:rows() do
  if not first and row.meter ~= "(not broken down)" then first = row end
  local count, unit = row.quantity or row.requests, row.quantity and row.unit or "request"
  if count and count > 0 and #prices < options.top then
    local scale, per = 1, "1 " .. unit
    if unit == "byte" then scale, per = 1e9, "1 GB"
    elseif count > 1e5 then scale, per = 1e6, "1,000,000 " .. unit .. "s" end
    prices[#prices + 1] = {
      provider = row.provider, service = row.service, meter = row.meter,
      price = row.cost / count * scale, per = per, quantity = count, unit = unit,
    }
  end
end

r:figures {
  { "Spent so far", spend.cost, before = spend.before, note = "vs " .. before.label, spark = spend:daily() },
  { "Meters with a cost", #priced, note = "of " .. #spend:by("provider") .. " platforms" },
  first and { "Costs most", first.meter, note = first.service .. ", " .. fmt.money(first.cost) },
}

local name = { "provider", "service", "meter" }
if #priced > 0 then
  local change = { field = "before", title = "vs " .. before.label, format = "change" }
  r:section("What costs most", function(s)
    s:table(priced:top(options.top), { name[1], name[2], name[3], "cost", "share", change, "trend" })
  end)
end
if #prices > 0 then
  r:section("What one unit costs", function(s)
    s:table(prices, { name[1], name[2], name[3], "price", { field = "per", title = "For" }, "quantity", "unit" })
  end)
end

local credits = spend:unpriced()
if #credits > 0 then
  r:section("Without a price", function(s)
    s:text("No plan and no rate prices these; add them to `rates:` in `tallystick.yaml`.")
    s:table(credits, { "unit", "quantity" })
  end)
end

return r
