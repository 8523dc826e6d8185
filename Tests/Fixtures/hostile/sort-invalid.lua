-- Sorting by an order that is none.
while true do pcall(table.sort, { 3, 2, 1, 4, 5 }, function() return true end) end
