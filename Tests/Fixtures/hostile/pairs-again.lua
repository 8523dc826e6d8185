-- Sorts the keys of a table again and again.
while true do for k in pairs(_G) do end end
