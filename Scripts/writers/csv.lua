-- The tables of a report as CSV (RFC 4180), for spreadsheets: one file, or one a table where there are several.
-- Amounts are exact, without currency signs or thousands separators; the currency is in the column's title.

-- What a spreadsheet would take for a formula is made text by an apostrophe. Numbers are never changed.
local function field(text, is_number)
  if not is_number and text:find("^[=+%-@\t\r]") then text = "'" .. text end
  if text:find('[",\r\n]') then text = '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local exact = {
  money = true, money_change = true, number = true, quantity = true, percent = true, duration = true, bytes = true,
}

local function cell(value)
  if exact[value.type] then return field(value.value, true) end
  if value.type == "day" or value.type == "time" then return value.value end
  if value.type == "missing" or value.type == "unknown" or value.type == "series" then return "" end
  return field(value.text, false)
end

-- What all cells of a column are counted in; nil where they differ or say nothing.
local function unit(rows, column)
  local found
  for _, row in ipairs(rows) do
    local value = row.cells[column]
    local own = value.currency or value.unit
    if own and found and own ~= found then return nil, true end
    found = own or found
  end
  return found
end

-- A column of nothing but sparklines is a picture.
local function is_drawn(rows, column)
  local drawn = false
  for _, row in ipairs(rows) do
    local kind = row.cells[column].type
    if kind ~= "series" and kind ~= "missing" then return false end
    drawn = drawn or kind == "series"
  end
  return drawn
end

local function csv(block)
  local rows = table.move(block.rows, 1, #block.rows, 1, {})
  rows[#rows + 1] = block.total
  local lines, head, mixed, drawn = {}, {}, {}, {}
  for i, column in ipairs(block.columns) do
    local counted, differs = unit(rows, i)
    drawn[i], mixed[i] = is_drawn(rows, i), differs
    if not drawn[i] then
      head[#head + 1] = field(counted and column.title .. " (" .. counted .. ")" or column.title, false)
      if differs then head[#head + 1] = field(column.title .. " unit", false) end
    end
  end
  lines[1] = table.concat(head, ",")
  for _, row in ipairs(rows) do
    local cells = {}
    for i, value in ipairs(row.cells) do
      if not drawn[i] then cells[#cells + 1] = cell(value) end
      if mixed[i] then cells[#cells + 1] = field(value.currency or value.unit or "", false) end
    end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\r\n") .. "\r\n"
end

-- The tables of blocks and of what they hold, in the order in which they are read, each with what it is called.
local function collect(blocks, found, title)
  for _, block in ipairs(blocks) do
    if block.kind == "heading" then title = block.text end
    if block.kind == "table" then found[#found + 1] = { table = block, title = block.caption or title or "" } end
    if block.blocks then collect(block.blocks, found, block.title or block.summary) end
    if block.kind == "columns" then
      for _, column in ipairs(block.columns) do collect(column, found, title) end
    end
  end
  return found
end

return {
  api = 1,
  title = "CSV: every table of a report",
  extension = "csv",
  write = function(document)
    local tables = collect(document.blocks, {})
    if #tables == 1 then return csv(tables[1].table) end
    local files = {}
    for i, found in ipairs(tables) do
      local name = found.title:lower():gsub("[^%w]+", "-"):gsub("^%-+", ""):sub(1, 40):gsub("%-+$", "")
      files[i] = { name = ("%02d%s.csv"):format(i, name ~= "" and "-" .. name or ""), bytes = csv(found.table) }
    end
    return files
  end,
}
