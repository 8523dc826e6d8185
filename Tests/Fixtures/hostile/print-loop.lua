-- Prints until the output's limit.
while true do print("x") end
