-- Lazy and greedy parts that try every split.
local s = ("a"):rep(3000)
return s:find(".-.-.-.-.-.-b")
