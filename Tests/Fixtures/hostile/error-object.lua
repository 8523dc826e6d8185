-- An error whose text takes for ever to make.
error(setmetatable({}, { __tostring = function() while true do end end }))
