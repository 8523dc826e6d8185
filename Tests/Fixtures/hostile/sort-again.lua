-- Sorts a long list again and again.
local t = {}
for i = 1, 200000 do t[i] = -i end
while true do
  table.sort(t)
  t[1], t[9] = 5, 4
end
