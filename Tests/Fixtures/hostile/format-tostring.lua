-- Formats a value whose text a function makes.
while true do string.format("%s", setmetatable({}, { __tostring = function() return "x" end })) end
