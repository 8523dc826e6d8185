-- Each caught error leaves one more loop to run.
local function f() pcall(f) while true do end end
f()
