-- Unbalanced brackets, looked for at every place.
local s = ("("):rep(1000000)
for w in s:gmatch("%b()") do return w end
