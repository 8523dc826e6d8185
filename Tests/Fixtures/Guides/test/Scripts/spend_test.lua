local day = { day = "2026-10-01", source = "notte", app = "Scout", cost = "1.25" }

local function total(rows)
  local sum = money("0 USD")
  for _, row in ipairs(rows) do sum = sum + money(row.cost .. " USD") end
  return fmt.money(sum)
end

test("one day is what it cost", function()
  expect(total { day }):equals("$1.25")
end)
test("this one is wrong", function()
  expect(total { day }):equals("$2.00")
end)
