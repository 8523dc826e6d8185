-- A message handler that does not end.
xpcall(error, function() while true do end end)
