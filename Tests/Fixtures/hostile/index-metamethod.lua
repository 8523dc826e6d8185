-- A field that takes for ever to read.
local t = setmetatable({}, { __index = function() while true do end end })
return t.x
