-- A loop of tail calls.
local function f() return f() end
f()
