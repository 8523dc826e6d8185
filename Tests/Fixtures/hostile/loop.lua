-- A plain loop.
while true do end
