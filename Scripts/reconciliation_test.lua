-- What reconciliation makes of a few invoices.

local function rows()
  local list = {}
  for day = 1, 30 do
    list[day] = { day = ("2026-09-%02d"):format(day), source = "notte", provider = "notte", cost = "1 USD" }
  end
  list[31] = { day = "2026-10-05", source = "helius", provider = "helius", cost = "40 USD" }
  list[32] = { day = "2026-10-06", source = "helius", provider = "helius", native = "2000 helius:credit" }
  list[33] = { day = "2026-10-07", source = "helius", provider = "helius", cost = "-2 USD", quality = "correction" }
  return list
end

local function reconciled(invoices, params)
  local result = run {
    script = "reconciliation", period = "2026-10", usage = rows(), invoices = invoices, params = params,
  }
  expect(result.error):is_nil()
  return result.reports[1]
end

local notte = { source = "notte", period = "2026-09", amount = "30.20 USD" }
local helius = { source = "helius", period = "2026-10", amount = "49 USD" }

test("without invoices it says how to add them", function()
  local report = reconciled(nil)
  expect(report.markdown):contains("There are no invoices yet.")
  expect(report.markdown):contains("invoices:")
end)

test("an invoice near what is recorded agrees", function()
  local report = reconciled { notte }
  expect(report.figures["Invoices"]):equals("1")
  expect(report.figures["That agree"]):equals("1")
  expect(report.markdown):contains("| notte | September 2026 | $30.00 | $30.20 | $0.20 | agrees |")
end)

test("how near is a parameter", function()
  local report = reconciled({ notte }, { tolerance = "0.5" })
  expect(report.figures["To look at"]):equals("1")
  expect(report.markdown):contains("nothing that is recorded explains it")
end)

test("what has no price and what was taken back may explain a difference", function()
  local report = reconciled { helius }
  expect(report.markdown):contains("more invoiced")
  expect(report.markdown):contains("2,000 helius:credit have no price; the platform took back $2.00")
end)

test("a source without records is told", function()
  local report = reconciled { { source = "rent", period = "2026-10", amount = "100 USD" } }
  expect(report.markdown):contains("nothing recorded")
end)
