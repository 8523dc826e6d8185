-- A plain search that fails at its last letter everywhere.
local s, p = ("a"):rep(1000000), ("a"):rep(500000) .. "b"
while true do s:find(p, 1, true) end
