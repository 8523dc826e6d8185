-- Keys that all fall on one place of the table: one assignment takes minutes.
local step = (1 << 20) - 1
local t = {}
for i = 1, 2000000 do t[i * step] = true end
