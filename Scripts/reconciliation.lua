-- What platforms invoiced beside what is recorded, and what may explain a difference.
-- Invoices are stated below `invoices:` in tallystick.yaml.

script { title = "Reconciliation", api = 1, period = "month" }
local options = params { months = 12, tolerance = 1.0 }

local month = period.month()
local r = report.new { title = "Invoices against records", subtitle = "up to " .. month.label }
local all = {}
for i = 0, options.months - 1 do
  local when = i == 0 and month or month:previous(i)
  for _, invoice in ipairs(invoices.load { period = when }) do all[#all + 1] = invoice end
end

if #all == 0 then
  r:text("There are no invoices yet. Add what was really billed to `tallystick.yaml`, and run the report again:")
  return r:code("invoices:\n  - { source: notte, period: 2026-09, amount: 83.10 USD }", "yaml")
end

-- What is known of an invoice's days that can make the record differ.
local function reasons(invoice)
  local found, where = {}, { source = invoice.source }
  local frame = usage.load { period = invoice.period, where = where, dims = { "quality" }, view = "billed" }
  if frame.coverage and frame.coverage < 0.995 then
    found[#found + 1] = fmt.percent(1 - frame.coverage) .. " of the time was not seen"
  end
  for _, rest in ipairs(frame:unpriced()) do
    found[#found + 1] = fmt.number(rest.quantity) .. " " .. rest.unit .. " have no price"
  end
  local corrected = frame:where { quality = "correction" }.cost
  if corrected then found[#found + 1] = "the platform took back " .. fmt.money(-corrected) end
  return table.concat(found, "; ")
end

local rows, open = {}, {}
for i, invoice in ipairs(all) do
  local row = {
    source = invoice.source, period = invoice.period, recorded = invoice.recorded,
    invoiced = invoice.invoiced, difference = invoice.difference,
  }
  if not invoice.recorded then row.status, row.why = "nothing recorded", ""
  elseif not invoice.invoiced then row.status, row.why = "no exchange rate", "no rate for " .. invoice.amount.currency
  else
    local limit = math.abs(invoice.invoiced.amount) * options.tolerance / 100
    local off = math.abs(invoice.difference.amount) > limit
    row.status = not off and "agrees" or invoice.difference > 0 and "more invoiced" or "more recorded"
    row.why = off and reasons(invoice) or ""
    if off and row.why == "" then row.why = "nothing that is recorded explains it" end
  end
  rows[i] = row
  if row.status ~= "agrees" then open[#open + 1] = row end
end

r:figures { { "Invoices", #rows }, { "That agree", #rows - #open }, { "To look at", #open } }
local columns = { "source", "period", "recorded", "invoiced", "difference", "status" }
local why = table.move({ { field = "why", title = "What may explain it" } }, 1, 1, 7, { table.unpack(columns) })
if #open > 0 then r:section("To look at", function(s) s:table(open, why) end) end
r:section("All invoices", function(s) s:table(rows, columns, { total = true }) end)
return r:text("An invoice agrees within " .. fmt.percent(options.tolerance / 100) .. " of the billed view of its days.")
