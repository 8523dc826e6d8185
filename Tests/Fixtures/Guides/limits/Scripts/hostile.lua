-- A table that is called through itself: one call that never arrives.
local t = {}
setmetatable(t, { __call = t })
t()
