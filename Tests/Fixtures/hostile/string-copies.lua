-- Copies of a large string, each one instruction.
local s = ("x"):rep(20000000)
while true do local t = s .. "y" end
