-- Catches nothing, for ever.
while true do pcall(error) end
