-- Looks for a module that is not there.
while true do pcall(require, "x") end
