-- Comparing long strings, which no hook sees.
local a = ("a"):rep(16000000) .. "b"
local b = ("a"):rep(16000000) .. "c"
local n = 0
while true do if a < b then n = n + 1 end end
