local function text(value) return { type = "text", value = value, text = value } end
local function usd(value) return { type = "money", value = value, text = "$" .. value, currency = "USD" } end
local function eur(value) return { type = "money", value = value, text = value .. " €", currency = "EUR" } end

local function apps(...)
  local rows = {}
  for i, row in ipairs { ... } do rows[i] = { style = "normal", cells = row } end
  return { kind = "table", columns = { { title = "App" }, { title = "Cost" } }, rows = rows, left_out = 0 }
end

test("one table is one file, with exact amounts and the currency in the title", function()
  local bytes, name = plugin.write { blocks = { apps({ text("Shop"), usd("1234.567890123") }) } }
  expect(name):is_nil()
  expect(bytes):equals("App,Cost (USD)\r\nShop,1234.567890123\r\n")
end)

test("several currencies in a column get a column of their own", function()
  local bytes = plugin.write { blocks = { apps({ text("Shop"), usd("1") }, { text("Scout"), eur("-2") }) } }
  expect(bytes):equals("App,Cost,Cost unit\r\nShop,1,USD\r\nScout,-2,EUR\r\n")
end)

test("what a spreadsheet would run is text, and negative numbers stay numbers", function()
  local bytes = plugin.write {
    blocks = { apps({ text("=cmd()"), usd("-5") }, { text("+1"), usd("1") }, { text("-x"), usd("0") }, { text("@y"), usd("0") }) },
  }
  expect(bytes):contains("'=cmd(),-5\r\n")
  expect(bytes):contains("'+1,1\r\n")
  expect(bytes):contains("'-x,0\r\n")
  expect(bytes):contains("'@y,0\r\n")
end)

test("quotes, commas and line breaks are quoted", function()
  local bytes = plugin.write { blocks = { apps({ text('a "b", c\nd'), usd("1") }) } }
  expect(bytes):contains('"a ""b"", c\nd",1\r\n')
end)

test("several tables are numbered files, wherever they stand, and the total is the last row", function()
  local first, second = apps({ text("Shop"), usd("1") }), apps({ text("Scout"), usd("2") })
  first.caption = "By app: all!"
  second.total = { style = "normal", cells = { text("Total"), usd("2") } }
  local files = plugin.write {
    blocks = { { kind = "section", blocks = { first } }, { kind = "columns", columns = { { second }, {} } } },
  }
  expect(#files):equals(2)
  expect(files[1].name):equals("01-by-app-all.csv")
  expect(files[2]):equals { name = "02.csv", bytes = "App,Cost (USD)\r\nScout,2\r\nTotal,2\r\n" }
end)

test("a report without tables has no files", function()
  expect(plugin.write { blocks = { { kind = "rule" } } }):equals {}
end)
