-- A text that takes for ever to make.
return tostring(setmetatable({}, { __tostring = function() while true do end end }))
