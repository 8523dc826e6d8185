-- Recursion over a table that holds itself.
local t = {}
t.t = t
local function f(x) return f(x.t) + 1 end
f(t)
